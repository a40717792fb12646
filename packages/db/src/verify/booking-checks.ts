import { allowedEdges, bookingStateCode } from '@interlock/domain/bookings/booking-states';
import type { Breach, ShardCheck, ShardSnapshot } from './shard-check.ts';

/** Runs, the story of bookings, and how long they take. */
export const bookingChecks: readonly ShardCheck[] = [
  {
    number: 'I8',
    says: "every version of a run is in the feed once, from 1 to the run's own",
    spans: 'one-database',
    find: versionsAreInTheFeed,
  },
  {
    number: 'I10',
    says: "a booking's events form one chain of allowed changes that ends in its state",
    spans: 'one-database',
    find: eventsFormAChain,
  },
  {
    number: 'I12',
    says: 'no booking stays held or confirmed longer than the rules can extend it',
    spans: 'one-database',
    find: bookingsEnd,
  },
];

async function versionsAreInTheFeed({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    WITH told AS (
      SELECT (r ->> 0)::bigint AS run_id, count(*) AS times, count(DISTINCT r ->> 1) AS versions,
             max((r ->> 1)::bigint) AS newest
        FROM outbox o CROSS JOIN LATERAL json_array_elements(o.body -> 'runs') AS r GROUP BY 1)
    SELECT 'run ' || coalesce(r.id, t.run_id) AS id,
           format('version %s, the feed has %s entries of %s versions up to %s',
                  coalesce(r.ver, 0), coalesce(t.times, 0), coalesce(t.versions, 0), coalesce(t.newest, 0)) AS why
      FROM run r FULL JOIN told t ON t.run_id = r.id
     WHERE (coalesce(r.ver, 0) <> 0 OR t.run_id IS NOT NULL)
       AND (r.ver IS DISTINCT FROM t.newest OR r.ver IS DISTINCT FROM t.times OR r.ver IS DISTINCT FROM t.versions)
     ORDER BY 1`;
}

async function eventsFormAChain({ reader }: ShardSnapshot): Promise<Breach[]> {
  const from = allowedEdges.map(([state]) => (state === 'none' ? 0 : bookingStateCode[state]));
  const to = allowedEdges.map(([, state]) => bookingStateCode[state]);
  return reader.$queryRaw<Breach[]>`
    WITH edge AS (SELECT * FROM unnest(${from}::int[], ${to}::int[]) AS e (from_state, to_state)),
    told AS (
      SELECT e.booking_id, e.id, e.event, coalesce(e.from_state, 0) AS from_state, e.to_state,
             coalesce(lag(e.to_state) OVER story, 0) AS before,
             lead(e.id) OVER story IS NULL AS is_last
        FROM booking_event e WINDOW story AS (PARTITION BY e.booking_id ORDER BY e.id))
    SELECT coalesce(b.reference, 'booking ' || t.booking_id) AS id,
           CASE WHEN t.id IS NULL THEN 'no event tells how it came about'
                WHEN b.id IS NULL THEN format('event %s of a booking without a row', t.event)
                WHEN t.from_state <> t.before THEN format('event %s starts at state %s, the one before ended at %s', t.event, t.from_state, t.before)
                WHEN t.is_last AND t.to_state <> b.state THEN format('its story ends at state %s, the row says %s', t.to_state, b.state)
                ELSE format('event %s goes from state %s to %s', t.event, t.from_state, t.to_state) END AS why
      FROM told t FULL JOIN booking b ON b.id = t.booking_id
     WHERE t.id IS NULL OR b.id IS NULL OR t.from_state <> t.before OR (t.is_last AND t.to_state <> b.state)
        OR (t.from_state <> t.to_state AND NOT EXISTS (
             SELECT FROM edge WHERE edge.from_state = t.from_state AND edge.to_state = t.to_state))
     ORDER BY 1`;
}

async function bookingsEnd({ reader, context }: ShardSnapshot): Promise<Breach[]> {
  const { rules, limits } = context;
  const longestMs =
    rules.holdWindowMs + rules.paidExtensionCapMs + rules.graceMs + limits.unfinishedMs;
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id,
           format('state %s since %s', b.state, date_trunc('second', clock_timestamp() - b.created_at)) AS why
      FROM booking b
     WHERE b.state IN (1, 2) AND b.created_at < clock_timestamp() - ${longestMs}::float8 * interval '1 ms'
     ORDER BY b.id`;
}
