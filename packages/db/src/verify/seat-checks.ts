import type { Breach, ShardCheck, ShardSnapshot } from './shard-check.ts';

/** Seats and the bookings that own them. Live: held, confirmed or ticketed (states 1 to 3). */
export const seatChecks: readonly ShardCheck[] = [
  {
    number: 'I1',
    says: "a seat's mask is exactly the union of its live bookings' segments, each counted once",
    spans: 'one-database',
    find: masksAreUnions,
  },
  {
    number: 'I2',
    says: 'no two live bookings have the same seat on the same segment',
    spans: 'one-database',
    find: noSeatTwice,
  },
  {
    number: 'I3',
    says: 'every passenger of a live booking has one seat, and of a ticketed one also its ticket',
    spans: 'one-database',
    find: onePlacePerPassenger,
  },
  {
    number: 'I4',
    says: "a live booking's seats exist on its run, in its class, not blocked, between stops of the run",
    spans: 'one-database',
    find: seatsFitTheRun,
  },
  {
    number: 'I5',
    says: 'a held booking has a deadline and does not outlive it',
    spans: 'one-database',
    find: holdsEnd,
  },
  {
    number: 'I6',
    says: 'a released booking keeps no seat',
    spans: 'one-database',
    find: releasedKeepsNothing,
  },
];

async function masksAreUnions({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    WITH wanted AS (
      SELECT u.seat_id, bit_or(segment_bits(b.from_stop, b.to_stop)) AS sold,
             bit_or(segment_bits2(b.from_stop, b.to_stop)) AS sold2,
             sum(bit_count(segment_bits(b.from_stop, b.to_stop)::bit(64))
               + bit_count(segment_bits2(b.from_stop, b.to_stop)::bit(64))) AS bits
        FROM booking b CROSS JOIN LATERAL unnest(b.seat_ids) AS u (seat_id)
       WHERE b.state < 4 GROUP BY u.seat_id)
    SELECT 'seat ' || s.id AS id,
           format('mask %s/%s, live bookings say %s/%s in %s segments',
                  s.sold, s.sold2, coalesce(w.sold, 0), coalesce(w.sold2, 0), coalesce(w.bits, 0)) AS why
      FROM seat s LEFT JOIN wanted w ON w.seat_id = s.id
     WHERE s.sold <> coalesce(w.sold, 0) OR s.sold2 <> coalesce(w.sold2, 0)
        OR bit_count(s.sold::bit(64)) + bit_count(s.sold2::bit(64)) <> coalesce(w.bits, 0)
     ORDER BY s.id`;
}

async function noSeatTwice({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    WITH owner AS (
      SELECT b.id, b.reference, b.from_stop, b.to_stop, u.seat_id
        FROM booking b CROSS JOIN LATERAL unnest(b.seat_ids) AS u (seat_id) WHERE b.state < 4)
    SELECT a.reference AS id, format('seat %s is also that of %s', a.seat_id, b.reference) AS why
      FROM owner a JOIN owner b ON b.seat_id = a.seat_id AND b.id > a.id
       AND a.from_stop < b.to_stop AND b.from_stop < a.to_stop
     ORDER BY a.id`;
}

async function onePlacePerPassenger({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id,
           format('%s passengers, %s seats', json_array_length(b.passengers), cardinality(b.seat_ids)) AS why
      FROM booking b
     WHERE b.state < 4 AND (
           (SELECT count(DISTINCT u.seat_id) FROM unnest(b.seat_ids) AS u (seat_id)) <> json_array_length(b.passengers)
        OR cardinality(b.seat_ids) <> json_array_length(b.passengers))
    UNION ALL
    SELECT b.reference, format('ticketed with %s tickets that fit for %s seats', count(t.id), cardinality(b.seat_ids))
      FROM booking b
      LEFT JOIN ticket t ON t.booking_id = b.id AND t.state = 'valid' AND t.seat_id = ANY (b.seat_ids)
       AND t.run_id = b.run_id AND t.from_stop = b.from_stop AND t.to_stop = b.to_stop
     WHERE b.state = 3
     GROUP BY b.id HAVING count(DISTINCT t.seat_id) <> cardinality(b.seat_ids) OR count(t.id) <> cardinality(b.seat_ids)
    UNION ALL
    SELECT 'ticket ' || t.id, 'valid, but its booking is not ticketed'
      FROM ticket t LEFT JOIN booking b ON b.id = t.booking_id
     WHERE t.state = 'valid' AND b.state IS DISTINCT FROM 3`;
}

async function seatsFitTheRun({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id,
           CASE WHEN r.id IS NULL THEN format('run %s does not exist', b.run_id)
                WHEN b.from_stop < 0 OR b.from_stop >= b.to_stop OR b.to_stop > r.segments
                THEN format('stops %s to %s on a run of %s segments', b.from_stop, b.to_stop, r.segments)
                WHEN s.id IS NULL THEN format('seat %s does not exist', u.seat_id)
                WHEN s.run_id <> b.run_id THEN format('seat %s belongs to run %s', s.id, s.run_id)
                WHEN s.class <> b.class THEN format('seat %s is of class %s, sold as %s', s.id, s.class, b.class)
                ELSE format('seat %s is blocked', s.id) END AS why
      FROM booking b
      LEFT JOIN run r ON r.id = b.run_id
      LEFT JOIN LATERAL unnest(b.seat_ids) AS u (seat_id) ON true
      LEFT JOIN seat s ON s.id = u.seat_id
     WHERE b.state < 4 AND (r.id IS NULL OR b.from_stop < 0 OR b.from_stop >= b.to_stop OR b.to_stop > r.segments
        OR s.id IS NULL OR s.run_id <> b.run_id OR s.class <> b.class OR s.pool = 0)
     ORDER BY b.id`;
}

async function holdsEnd({ reader, context }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id,
           CASE WHEN b.expires_at IS NULL THEN 'held without a deadline'
                ELSE format('held, expired %s ago', date_trunc('second', clock_timestamp() - b.expires_at)) END AS why
      FROM booking b
     WHERE b.state = 1 AND (b.expires_at IS NULL
        OR b.expires_at < clock_timestamp() - ${context.limits.heldGraceMs}::float8 * interval '1 ms')
     ORDER BY b.id`;
}

/** Seats with a segment that no live booking owns first: there are none as a rule, and then nothing is joined. */
async function releasedKeepsNothing({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    WITH owned AS MATERIALIZED (
      SELECT u.seat_id, bit_or(segment_bits(b.from_stop, b.to_stop)) AS sold,
             bit_or(segment_bits2(b.from_stop, b.to_stop)) AS sold2
        FROM booking b CROSS JOIN LATERAL unnest(b.seat_ids) AS u (seat_id)
       WHERE b.state < 4 GROUP BY u.seat_id
    ), unowned AS MATERIALIZED (
      SELECT s.id, s.sold & ~coalesce(o.sold, 0) AS sold, s.sold2 & ~coalesce(o.sold2, 0) AS sold2
        FROM seat s LEFT JOIN owned o ON o.seat_id = s.id
       WHERE s.sold & ~coalesce(o.sold, 0) <> 0 OR s.sold2 & ~coalesce(o.sold2, 0) <> 0)
    SELECT b.reference AS id, format('released, but seat %s is still taken on its segments', s.id) AS why
      FROM unowned s JOIN booking b ON b.state = 4 AND s.id = ANY (b.seat_ids)
     WHERE s.sold & segment_bits(b.from_stop, b.to_stop) <> 0 OR s.sold2 & segment_bits2(b.from_stop, b.to_stop) <> 0
     ORDER BY b.id`;
}
