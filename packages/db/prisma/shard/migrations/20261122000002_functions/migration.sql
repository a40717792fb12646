-- Every change of seat.sold goes through commit_batch: one call, one transaction, all seats of the batch or none.
-- States: 1 held, 2 confirmed, 3 ticketed, 4 released. SQLSTATE 40001: decided on old masks, decide again.
-- IL001: the seat guard refused. 22023: a request that can never be carried out.

-- Segments [from, to) as bits of seat.sold (segments 0..62) and seat.sold2 (63..125).
CREATE FUNCTION segment_bits(from_stop integer, to_stop integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ~((-1)::bigint << greatest(least(to_stop, 63) - least(from_stop, 63), 0)) << least(from_stop, 62)
$$;

CREATE FUNCTION segment_bits2(from_stop integer, to_stop integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ~((-1)::bigint << (greatest(to_stop, 63) - greatest(from_stop, 63))) << (greatest(from_stop, 63) - 63)
$$;

CREATE FUNCTION epoch_ms(moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT floor(extract(epoch FROM moment) * 1000)::bigint $$;

-- Bookings that already exist, as the answer to asking for them again.
CREATE FUNCTION found_bookings(ids bigint[]) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', b.id::text, 'kind', 'found', 'state', b.state, 'account', b.account_id, 'hash', b.request_hash,
    'payBy', epoch_ms(b.pay_by), 'expiresAt', epoch_ms(b.expires_at),
    'seats', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('seatId', s.id, 'coach', s.coach, 'row', s.row_no, 'letter', s.letter) ORDER BY u.ord), '[]')
      FROM unnest(b.seat_ids) WITH ORDINALITY AS u (seat_id, ord) JOIN seat s ON s.id = u.seat_id))), '[]')
  FROM booking b WHERE b.id = ANY (ids)
$$;

-- Inserts the bookings that do not exist yet; the id decides, so a late hold of a dead booking finds its tombstone.
CREATE FUNCTION place_holds(holds jsonb, OUT answers jsonb, OUT placed bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  WITH asked AS (
    SELECT h.*, least(moment + h.window_ms * interval '1 millisecond', h.last_moment - h.grace_ms * interval '1 millisecond') AS pay_by
    FROM jsonb_to_recordset(holds) AS h (
      id bigint, bureau text, reference text, run_id bigint, class smallint, from_stop smallint, to_stop smallint, seat_ids bigint[],
      account_id text, channel text, request_hash text, price_fen integer, currency text, language text, passengers jsonb,
      contact_sealed bytea, departs_at timestamptz, arrives_at timestamptz, last_moment timestamptz,
      window_ms bigint, grace_ms bigint, actor text, operation text)
  ), inserted AS (
    INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, account_id, channel, request_hash, seat_ids,
      price_fen, currency, language, passengers, contact_sealed, pay_by, expires_at, first_pay_by, last_moment, departs_at, arrives_at)
    SELECT a.id, a.bureau, a.reference, a.run_id, a.class, a.from_stop, a.to_stop, 1, a.account_id, a.channel, a.request_hash, a.seat_ids,
      a.price_fen, a.currency, a.language, a.passengers, a.contact_sealed, a.pay_by, a.pay_by + a.grace_ms * interval '1 millisecond',
      a.pay_by, a.last_moment, a.departs_at, a.arrives_at
    FROM asked a
    JOIN run r ON r.id = a.run_id AND a.from_stop >= 0 AND a.from_stop < a.to_stop AND a.to_stop <= r.segments
    WHERE cardinality(a.seat_ids) > 0
    ORDER BY a.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id, pay_by, expires_at
  ), told AS (
    INSERT INTO booking_event (booking_id, event, to_state, actor, operation)
    SELECT a.id, 'hold', 1, a.actor, a.operation FROM asked a WHERE a.id = ANY (ARRAY(SELECT i.id FROM inserted i))
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id::text, 'kind', 'held', 'payBy', epoch_ms(i.pay_by), 'expiresAt', epoch_ms(i.expires_at))), '[]'),
         coalesce(array_agg(i.id), '{}')
  INTO answers, placed FROM inserted i;

  IF cardinality(placed) < jsonb_array_length(holds) THEN
    answers := answers || found_bookings(ARRAY(
      SELECT (h ->> 'id')::bigint FROM jsonb_array_elements(holds) h EXCEPT SELECT unnest(placed)));
    IF jsonb_array_length(answers) < jsonb_array_length(holds) THEN
      RAISE EXCEPTION 'a hold names no run, no seat or no stops of the run' USING ERRCODE = '22023';
    END IF;
  END IF;
END $$;

-- Judges each release on the locked row by the database's clock; an unknown id becomes a tombstone.
CREATE FUNCTION release_bookings(releases jsonb, OUT answers jsonb, OUT freed bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  tombs integer;
  buried integer;
BEGIN
  WITH asked AS (
    SELECT r.* FROM jsonb_to_recordset(releases) AS r (
      id bigint, expect smallint, due text, reason text, actor text, operation text,
      bureau text, reference text, run_id bigint, class smallint, from_stop smallint, to_stop smallint, account_id text, request_hash text)
  ), judged AS MATERIALIZED (
    SELECT a.*, b.state, b.release_reason, b.pay_by, b.expires_at, b.confirmed_intent,
      b.run_id AS held_run, b.from_stop AS held_from, b.to_stop AS held_to, b.seat_ids,
      CASE
        WHEN b.id IS NULL THEN 'tombstoned'
        WHEN b.state = 4 THEN 'already-released'
        WHEN b.state = 3 THEN 'ticketed'
        WHEN b.state = 2 AND (a.expect <> 2 OR (
          SELECT count(*) FROM payment p WHERE p.intent_id = b.confirmed_intent AND p.refused_at IS NULL
            AND p.state NOT IN ('voided', 'refunded', 'dead')) > 0) THEN 'payment-in-progress'
        WHEN a.expect <> b.state THEN 'not-due'
        WHEN a.due = 'pay-by' AND b.pay_by > moment THEN 'not-due'
        WHEN a.due = 'expires-at' AND b.expires_at > moment THEN 'not-due'
        -- Money of the right amount that was never refused: while it waits, the booking is not given away.
        WHEN (a.due = 'now' OR b.expires_at > moment) AND (
          SELECT count(*) FROM payment p WHERE p.booking_id = b.id AND p.amount_fen = b.price_fen AND p.currency = b.currency
            AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) > 0 THEN 'payment-in-progress'
        ELSE 'released'
      END AS kind
    FROM asked a LEFT JOIN booking b ON b.id = a.id
  ), released AS (
    UPDATE booking b SET state = 4, release_reason = j.reason, closed_at = moment
    FROM judged j WHERE j.kind = 'released' AND b.id = j.id
    RETURNING b.id
  ), refused AS (
    -- Given up from 'confirmed': its intent never confirms again.
    UPDATE payment p SET refused_at = coalesce(p.refused_at, moment), updated_at = moment
    FROM judged j WHERE j.kind = 'released' AND j.state = 2 AND p.booking_id = j.id AND p.intent_id = j.confirmed_intent
  ), entombed AS (
    INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, release_reason, account_id, request_hash,
      seat_ids, price_fen, passengers, closed_at)
    SELECT j.id, j.bureau, coalesce(j.reference, 'tombstone:' || j.id), coalesce(j.run_id, 0), coalesce(j.class, 0), coalesce(j.from_stop, 0),
      coalesce(j.to_stop, 0), 4, 'tombstone', coalesce(j.account_id, ''), coalesce(j.request_hash, ''), '{}', 0, '[]', moment
    FROM judged j WHERE j.kind = 'tombstoned'
    ORDER BY j.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  ), told AS (
    INSERT INTO booking_event (booking_id, event, from_state, to_state, actor, operation, detail)
    SELECT j.id, CASE WHEN j.state = 2 THEN 'capture-refused' WHEN j.due = 'now' OR j.state IS NULL THEN 'cancel' ELSE 'deadline' END,
      j.state, 4, j.actor, j.operation, jsonb_build_object('reason', CASE WHEN j.state IS NULL THEN 'tombstone' ELSE j.reason END)
    FROM judged j WHERE j.kind IN ('released', 'tombstoned')
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'id', j.id::text, 'kind', j.kind, 'reason', coalesce(j.release_reason, j.reason), 'payBy', epoch_ms(j.pay_by), 'expiresAt', epoch_ms(j.expires_at))
           || CASE WHEN j.kind = 'released' THEN jsonb_build_object('runId', j.held_run, 'from', j.held_from, 'to', j.held_to, 'seatIds', j.seat_ids)
              ELSE '{}' END), '[]'),
         coalesce(array_agg(j.id) FILTER (WHERE j.kind = 'released'), '{}'),
         count(*) FILTER (WHERE j.kind = 'tombstoned'), (SELECT count(*) FROM entombed)
  INTO answers, freed, tombs, buried FROM judged j;

  IF buried < tombs THEN
    RAISE EXCEPTION 'a booking appeared while it was being refused' USING ERRCODE = '40001';
  END IF;
END $$;

-- Compare-and-set from held to confirmed, for one intent whose money is right and waiting.
CREATE FUNCTION confirm_bookings(confirms jsonb, OUT answers jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  WITH judged AS MATERIALIZED (
    SELECT c.id, c.intent, c.actor, b.state,
      CASE
        WHEN b.id IS NULL OR b.state = 4 THEN 'hold-lost'
        WHEN b.state IN (2, 3) AND b.confirmed_intent = c.intent THEN 'same-answer'
        WHEN b.state IN (2, 3) THEN 'second-money'
        WHEN p.id IS NULL THEN 'unknown-payment'
        WHEN p.refused_at IS NOT NULL THEN 'refused-intent'
        WHEN p.amount_fen <> b.price_fen OR p.currency <> b.currency THEN 'wrong-amount'
        WHEN p.state NOT IN ('authorised', 'captured') THEN 'unknown-payment'
        WHEN b.expires_at <= moment THEN 'hold-lost'
        ELSE 'confirmed'
      END AS kind
    FROM jsonb_to_recordset(confirms) AS c (id bigint, intent text, actor text)
    LEFT JOIN booking b ON b.id = c.id
    LEFT JOIN payment p ON p.booking_id = c.id AND p.intent_id = c.intent
  ), confirmed AS (
    UPDATE booking b SET state = 2, confirmed_intent = j.intent
    FROM judged j WHERE j.kind = 'confirmed' AND b.id = j.id
  ), told AS (
    INSERT INTO booking_event (booking_id, event, from_state, to_state, actor, operation)
    SELECT j.id, 'confirm', 1, 2, j.actor, j.intent FROM judged j WHERE j.kind = 'confirmed'
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id::text, 'kind', j.kind, 'state', j.state)), '[]') INTO answers FROM judged j;
END $$;

-- Takes and frees the seats the rows themselves name, raises each run's version, writes the one outbox row of the batch:
-- {"runs": [{"runId", "ver", "segments", "seats": [[class, sold before, sold after, sold2 before, sold2 after], ...]}]},
-- public seats only (pool bit 1), the second pair only where it says something. Readers turn the masks into histogram cells.
CREATE FUNCTION move_seats(placed bigint[], freed bigint[], OUT runs jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  touched_count integer;
  moved_count integer;
BEGIN
  WITH touched AS (
    SELECT u.seat_id, b.run_id, b.class,
      coalesce(bit_or(segment_bits(b.from_stop, b.to_stop)) FILTER (WHERE b.state = 1), 0) AS take,
      coalesce(bit_or(segment_bits2(b.from_stop, b.to_stop)) FILTER (WHERE b.state = 1), 0) AS take2,
      coalesce(bit_or(segment_bits(b.from_stop, b.to_stop)) FILTER (WHERE b.state = 4), 0) AS free,
      coalesce(bit_or(segment_bits2(b.from_stop, b.to_stop)) FILTER (WHERE b.state = 4), 0) AS free2,
      -- Two bookings of this batch on one segment of one seat: their sum is more than their union.
      sum(segment_bits(b.from_stop, b.to_stop)) = bit_or(segment_bits(b.from_stop, b.to_stop))
        AND sum(segment_bits2(b.from_stop, b.to_stop)) = bit_or(segment_bits2(b.from_stop, b.to_stop)) AS apart
    FROM booking b CROSS JOIN LATERAL unnest(b.seat_ids) AS u (seat_id)
    WHERE b.id = ANY (placed || freed)
    GROUP BY u.seat_id, b.run_id, b.class
  ), moved AS (
    UPDATE seat s SET sold = (s.sold & ~t.free) | t.take, sold2 = (s.sold2 & ~t.free2) | t.take2
    FROM touched t
    WHERE s.id = t.seat_id AND s.run_id = t.run_id AND s.class = t.class AND t.apart
      AND s.sold & t.take = 0 AND s.sold2 & t.take2 = 0
      AND s.sold & t.free = t.free AND s.sold2 & t.free2 = t.free2
    RETURNING s.run_id, s.class, s.pool, old.sold AS before, new.sold AS after, old.sold2 AS before2, new.sold2 AS after2
  ), raised AS (
    UPDATE run r SET ver = r.ver + 1 WHERE r.id = ANY (ARRAY(SELECT DISTINCT t.run_id FROM touched t)) RETURNING r.id, r.ver, r.segments
  ), published AS (
    INSERT INTO outbox (body)
    SELECT jsonb_build_object('runs', jsonb_agg(jsonb_build_object('runId', r.id, 'ver', r.ver, 'segments', r.segments, 'seats', (
      SELECT coalesce(jsonb_agg(CASE WHEN m.before2 = 0 AND m.after2 = 0 THEN jsonb_build_array(m.class, m.before::text, m.after::text)
        ELSE jsonb_build_array(m.class, m.before::text, m.after::text, m.before2::text, m.after2::text) END), '[]')
      FROM moved m WHERE m.run_id = r.id AND m.pool & 1 <> 0))))
    FROM raised r HAVING count(*) > 0
  )
  SELECT (SELECT count(*) FROM touched), (SELECT count(*) FROM moved),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'ver', r.ver)), '[]') FROM raised r)
  INTO touched_count, moved_count, runs;

  IF moved_count <> touched_count THEN
    RAISE EXCEPTION 'seat guard: % of % seats refused', touched_count - moved_count, touched_count USING ERRCODE = 'IL001';
  END IF;
END $$;

-- The one way to hold, release and confirm. batch: {runs: [{id, ver}], holds, releases, confirms}; a booking id occurs once in it.
-- runs: the version each decision of a hold was based on. Answers {holds, releases, confirms, runs: [{id, ver}] of the runs that changed}.
CREATE FUNCTION commit_batch(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- A batch touches a few rows by key. Plans made while the tables were small would read them whole later.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
-- The plan is the same for one booking and for 64; planning anew costs more than the batch.
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  row_ids bigint[] := ARRAY(
    SELECT (x ->> 'id')::bigint FROM jsonb_array_elements((batch -> 'releases') || (batch -> 'confirms')) x);
  run_ids bigint[];
  placed bigint[] := '{}';
  freed bigint[] := '{}';
  holds jsonb := '[]';
  releases jsonb := '[]';
  confirms jsonb := '[]';
BEGIN
  IF (SELECT count(*) <> count(DISTINCT x ->> 'id')
      FROM jsonb_array_elements((batch -> 'holds') || (batch -> 'releases') || (batch -> 'confirms')) x) THEN
    RAISE EXCEPTION 'a booking occurs twice in one batch' USING ERRCODE = '22023';
  END IF;

  -- One lock order for everyone: run rows once and sorted, then booking rows sorted. A booking's run never changes.
  run_ids := ARRAY(
    SELECT (r ->> 'id')::bigint FROM jsonb_array_elements(batch -> 'runs') r
    UNION SELECT (h ->> 'run_id')::bigint FROM jsonb_array_elements(batch -> 'holds') h
    UNION SELECT b.run_id FROM booking b WHERE b.id = ANY (ARRAY(SELECT (r ->> 'id')::bigint FROM jsonb_array_elements(batch -> 'releases') r)));
  PERFORM FROM run r WHERE r.id = ANY (run_ids) ORDER BY r.id FOR UPDATE;

  IF EXISTS (SELECT FROM jsonb_to_recordset(batch -> 'runs') AS u (id bigint, ver bigint)
             LEFT JOIN run r ON r.id = u.id WHERE r.ver IS DISTINCT FROM u.ver) THEN
    RAISE EXCEPTION 'stale' USING ERRCODE = '40001';
  END IF;

  PERFORM FROM booking b WHERE b.id = ANY (row_ids) ORDER BY b.id FOR UPDATE;

  IF jsonb_array_length(batch -> 'releases') > 0 THEN
    SELECT r.answers, r.freed INTO releases, freed FROM release_bookings(batch -> 'releases') r;
  END IF;
  IF jsonb_array_length(batch -> 'confirms') > 0 THEN
    confirms := confirm_bookings(batch -> 'confirms');
  END IF;
  IF jsonb_array_length(batch -> 'holds') > 0 THEN
    SELECT h.answers, h.placed INTO holds, placed FROM place_holds(batch -> 'holds') h;
  END IF;

  RETURN jsonb_build_object('holds', holds, 'releases', releases, 'confirms', confirms, 'runs', move_seats(placed, freed));
END $$;
