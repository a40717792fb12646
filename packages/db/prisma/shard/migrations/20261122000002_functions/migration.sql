-- Every change of seat.sold goes through commit_batch: one call, one transaction, all seats of the batch or none.
-- States: 1 held, 2 confirmed, 3 ticketed, 4 released. SQLSTATE 40001: decided on old masks, decide again.
-- 23505: a booking of the batch exists already, look it up. IL001: the seat guard refused. IL002: a payment is not as was taken
-- for granted, look first. 22023, 23514: a request that can never be carried out.

-- Segments [from, to) as bits of seat.sold (segments 0..62) and seat.sold2 (63..125).
CREATE FUNCTION segment_bits(from_stop integer, to_stop integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((-1)::bigint << least(from_stop, 63)) # ((-1)::bigint << least(to_stop, 63))
$$;

CREATE FUNCTION segment_bits2(from_stop integer, to_stop integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((-1)::bigint << (greatest(from_stop, 63) - 63)) # ((-1)::bigint << (greatest(to_stop, 63) - 63))
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

-- One line of a booking's story, `after` its row was made. Tabs and line ends part fields and lines, so no text may bring its
-- own; the commonest actor and what is empty at the end are left out.
CREATE FUNCTION story_line(after interval, event text, from_state integer, to_state integer, actor text, operation text, detail text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim(floor(extract(epoch FROM after) * 1000)::bigint || E'\t' || event || E'\t' || coalesce(from_state::text, '') || E'\t' || to_state
    || E'\t' || translate(CASE actor WHEN 'workflow' THEN '' ELSE actor END, E'\t\n', '  ') || E'\t' || translate(coalesce(operation, ''), E'\t\n', '  ')
    || E'\t' || translate(coalesce(detail, ''), E'\t\n', '  '), E'\t') || E'\n'
$$;

-- INSERT INTO booking_event adds a line to the booking's story; nothing takes one away.
CREATE FUNCTION add_booking_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE booking SET story = story || story_line(coalesce(new.at, clock_timestamp()) - created_at, new.event, new.from_state, new.to_state,
    new.actor, new.operation, nullif(new.detail, '{}')::text) WHERE id = new.booking_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'booking % has no row', new.booking_id USING ERRCODE = '23503';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER booking_event_added INSTEAD OF INSERT ON booking_event FOR EACH ROW EXECUTE FUNCTION add_booking_event();

-- The judgement of releases and confirms that are not plainly right, on locked rows by the database's clock; an unknown
-- id becomes a tombstone. Answers by place in the batch: [place, kind, state, reason, pay by, expires at].
CREATE FUNCTION judge_releases(places integer[], releases jsonb, OUT answers json, OUT freed bigint[])
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  tombs integer;
  buried integer;
BEGIN
  PERFORM FROM booking b WHERE b.id = ANY (ARRAY(SELECT (r ->> 'id')::bigint FROM jsonb_array_elements(releases) r))
    ORDER BY b.id FOR NO KEY UPDATE;
  WITH asked AS (
    SELECT places[o.ord] AS place, r.* FROM jsonb_array_elements(releases) WITH ORDINALITY AS o (body, ord),
      jsonb_to_record(o.body) AS r (
      id bigint, expect smallint, due text, reason text, actor text, operation text,
      bureau text, reference text, run_id bigint, class smallint, from_stop smallint, to_stop smallint, account_id text, request_hash text)
  ), judged AS MATERIALIZED (
    SELECT a.*, b.state, b.release_reason, b.pay_by, b.expires_at, b.confirmed_intent,
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
    UPDATE booking b SET state = 4, release_reason = j.reason, closed_at = moment, story = b.story || story_line(moment - b.created_at,
        CASE WHEN j.state = 2 THEN 'capture-refused' WHEN j.due = 'now' THEN 'cancel' ELSE 'deadline' END,
        j.state, 4, j.actor, j.operation, json_build_object('reason', j.reason)::text)
    FROM judged j WHERE j.kind = 'released' AND b.id = j.id
    RETURNING b.id
  ), refused AS (
    -- Given up from 'confirmed': its intent never confirms again.
    UPDATE payment p SET refused_at = coalesce(p.refused_at, moment), updated_at = moment
    FROM judged j WHERE j.kind = 'released' AND j.state = 2 AND p.booking_id = j.id AND p.intent_id = j.confirmed_intent
  ), entombed AS (
    INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, release_reason, account_id, request_hash,
      seat_ids, price_fen, passengers, closed_at, story)
    SELECT j.id, j.bureau, coalesce(j.reference, 'tombstone:' || j.id), coalesce(j.run_id, 0), coalesce(j.class, 0), coalesce(j.from_stop, 0),
      coalesce(j.to_stop, 0), 4, 'tombstone', coalesce(j.account_id, ''), coalesce(j.request_hash, ''), '{}', 0, '[]', moment,
      story_line(interval '0', 'cancel', NULL, 4, j.actor, j.operation, '{"reason": "tombstone"}')
    FROM judged j WHERE j.kind = 'tombstoned'
    ORDER BY j.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  )
  SELECT coalesce(json_agg(json_build_array(j.place, j.kind, j.state, coalesce(j.release_reason, j.reason), epoch_ms(j.pay_by), epoch_ms(j.expires_at))), '[]'),
         coalesce(array_agg(j.id) FILTER (WHERE j.kind = 'released'), '{}'),
         count(*) FILTER (WHERE j.kind = 'tombstoned'), (SELECT count(*) FROM entombed)
  INTO answers, freed, tombs, buried FROM judged j;

  IF buried < tombs THEN
    RAISE EXCEPTION 'a booking appeared while it was being refused' USING ERRCODE = '40001';
  END IF;
END $$;

-- Why these confirms did not go through, [place, kind, state]; one that could go through after all has the batch tried again.
CREATE FUNCTION judge_confirms(places integer[], ids bigint[], intents text[]) RETURNS json
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  moment timestamptz;
  answers json;
  missed integer;
BEGIN
  PERFORM FROM booking b WHERE b.id = ANY (ids) ORDER BY b.id FOR NO KEY UPDATE;
  moment := clock_timestamp();
  WITH judged AS (
    SELECT c.place, b.state,
      CASE
        WHEN b.id IS NULL OR b.state = 4 THEN 'hold-lost'
        WHEN b.state IN (2, 3) AND b.confirmed_intent = c.intent THEN 'same-answer'
        WHEN b.state IN (2, 3) THEN 'second-money'
        WHEN p.id IS NULL THEN 'unknown-payment'
        WHEN p.refused_at IS NOT NULL THEN 'refused-intent'
        WHEN p.amount_fen <> b.price_fen OR p.currency <> b.currency THEN 'wrong-amount'
        WHEN p.state NOT IN ('authorised', 'captured') THEN 'unknown-payment'
        WHEN b.expires_at <= moment THEN 'hold-lost'
        ELSE 'missed'
      END AS kind
    FROM unnest(places, ids, intents) AS c (place, id, intent)
    LEFT JOIN booking b ON b.id = c.id
    LEFT JOIN payment p ON p.booking_id = c.id AND p.intent_id = c.intent
  )
  SELECT json_agg(json_build_array(j.place, j.kind, j.state)), count(*) FILTER (WHERE j.kind = 'missed')
  INTO answers, missed FROM judged j;
  IF missed > 0 THEN
    RAISE EXCEPTION 'a payment came while its booking was being confirmed' USING ERRCODE = '40001';
  END IF;
  RETURN answers;
END $$;

-- Writers that know of each other take turns: waits until none of the others decides or commits. A courtesy, for two batches
-- decided on the same masks cannot both be right; false after a quarter of a second. The turn ends by pg_advisory_unlock.
-- Whoever was refused says that it is there: nothing of a refused batch is told, and who knows of nobody leaves no turn.
CREATE FUNCTION take_turn(writer text, was_refused boolean) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '250ms' AS $$
BEGIN
  IF was_refused THEN
    LISTEN interlock_seats;
    PERFORM pg_notify('interlock_seats', json_build_array(writer, '[]'::json)::text);
  END IF;
  BEGIN
    PERFORM pg_advisory_lock(7270736903);
    RETURN true;
  EXCEPTION WHEN lock_not_available THEN
    RETURN false;
  END;
END $$;

-- What a hold brings into its row. One array of rows instead of an array for each column: every array costs a batch its setting up.
CREATE TYPE hold_row AS (
  id bigint, run_id bigint, class smallint, from_stop smallint, to_stop smallint, seat_ids bigint[], price_fen integer,
  departs_at timestamptz, arrives_at timestamptz, last_moment timestamptz, window_ms integer, grace_ms integer, bureau text, reference text,
  account_id text, channel text, request_hash text, currency text, language text, passengers json, contact_sealed bytea, line text);
-- A booking that was plainly released or confirmed (then with its intent), handed on to what is done about it further down.
CREATE TYPE ended_row AS (
  place integer, id bigint, intent text, is_guarded boolean, run_id bigint, class smallint, from_stop smallint, to_stop smallint,
  seat_ids bigint[], price_fen integer, currency text);

-- The one way to hold, release and confirm. Arrays with one entry per run, hold and end of the batch; a booking occurs
-- once in it, and of the ends (releases and confirms) the releases come first. for_ver: the version that the decisions of the
-- holds were based on. line and end_line are the lines of the stories without their time. The booking rows name the seats
-- that move, not the caller. Payments are mostly as the caller believes: they are looked at once, under the locks, and only a
-- batch that was refused looks_first, to tell who is judged. Answers with what a caller cannot know: {"at": milliseconds that
-- the deadlines of the holds count from, "sole": whether the writer was the first and may trust its memory, "runs": [[id, ver, segments]] of the runs whose version
-- was raised, "released": [[place, run, from, to, [seat ids]]], "releases": those not plainly released, as judge_releases,
-- "confirms": as judge_confirms}. Of JSON only what is rare is built by functions: glued text is cheaper.
CREATE FUNCTION commit_batch(
  for_run bigint[], for_ver bigint[],
  holds hold_row[],
  release_count integer, end_id bigint[], end_intent text[], end_expect smallint[], end_due text[], end_reason text[], end_line text[],
  looks_first boolean, unplain text, writer text, has_others boolean) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- A batch touches a few rows by key. Plans made while the tables were small would read them whole later: each table is
-- therefore asked for an array of keys, and by its index, which also makes the order of the locks that of the keys.
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
-- The plan is the same for one booking and for 64; planning anew costs more than the batch.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
  moment timestamptz;
  is_sole boolean := false;
  touched bigint[] := '{}';
  segments smallint[] := '{}';
  are_fresh boolean;
  runs text;
  ended ended_row[] := '{}';
  others bigint[];
  open_places integer[];
  places integer[];
  released text;
  releases text := '[]';
  confirms text := '[]';
  news text;
  placed_count integer;
  wanted_count integer;
  moved_count integer;
BEGIN
  -- Every writer listens. The first to come holds the lock as long as its connection lasts.
  IF writer IS NOT NULL THEN
    IF coalesce(current_setting('interlock.listens', true), '') = '' THEN
      EXECUTE 'LISTEN interlock_seats';
      PERFORM set_config('interlock.listens', 'yes', false);
    END IF;
    IF coalesce(current_setting('interlock.sole', true), '') = '' AND pg_try_advisory_lock(7270736902) THEN
      PERFORM set_config('interlock.sole', writer, false);
    END IF;
    is_sole := coalesce(current_setting('interlock.sole', true), '') = writer;
  END IF;

  -- One lock order for everyone: run rows sorted, then booking rows sorted. A booking's run never changes. The update itself
  -- takes the lock: another batch that raised the version meanwhile has made this one stale.
  IF release_count > 0 OR for_run <> '{}' THEN
    WITH raised AS (
      UPDATE run r SET ver = r.ver + 1 WHERE r.id = ANY (for_run || ARRAY(
        SELECT b.run_id FROM booking b WHERE b.id = ANY (end_id[:release_count]) AND b.state < 3)) RETURNING r.id, r.ver, r.segments
    )
    SELECT coalesce(array_agg(r.id), '{}'), coalesce(array_agg(r.segments), '{}'),
      count(*) FILTER (WHERE r.ver = for_ver[array_position(for_run, r.id)] + 1) = cardinality(for_run),
      '[' || string_agg('[' || r.id || ',' || r.ver || ',' || r.segments || ']', ',') || ']'
    INTO touched, segments, are_fresh, runs FROM raised r;
    IF NOT are_fresh THEN
      RAISE EXCEPTION 'stale' USING ERRCODE = '40001';
    END IF;
  END IF;

  moment := date_trunc('milliseconds', clock_timestamp());
  IF cardinality(end_id) > 0 THEN
    -- What is plainly right, in one pass: confirms (with an intent) and releases of held bookings.
    WITH asked AS MATERIALIZED (
      SELECT * FROM unnest(end_id, end_intent, end_expect, end_due, end_reason, end_line) WITH ORDINALITY
        AS e (id, intent, expect, due, reason, line, place) ORDER BY e.id
    ), done AS (
      UPDATE booking b SET
        state = CASE WHEN a.intent IS NULL THEN 4 ELSE 2 END,
        confirmed_intent = a.intent,
        release_reason = a.reason,
        closed_at = CASE WHEN a.intent IS NULL THEN moment END,
        story = b.story || floor(extract(epoch FROM moment - b.created_at) * 1000)::bigint || E'\t' || a.line
      FROM asked a
      WHERE b.id = a.id AND b.id = ANY (end_id) AND b.state = 1 AND CASE WHEN a.intent IS NOT NULL THEN
          b.expires_at > moment AND (NOT looks_first OR (SELECT count(*) FROM payment p WHERE p.intent_id = a.intent AND p.booking_id = b.id
            AND p.amount_fen = b.price_fen AND p.currency = b.currency AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) > 0)
        ELSE a.expect = 1 AND (a.due <> 'pay-by' OR b.pay_by <= moment) AND (a.due <> 'expires-at' OR b.expires_at <= moment)
          AND NOT (looks_first AND (a.due = 'now' OR b.expires_at > moment) AND (SELECT count(*) FROM payment p WHERE p.booking_id = b.id
            AND p.amount_fen = b.price_fen AND p.currency = b.currency AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) > 0) END
      RETURNING a.place, a.id, a.intent, a.due = 'now' OR b.expires_at > moment AS is_guarded,
        b.run_id, b.class, b.from_stop, b.to_stop, b.seat_ids, b.price_fen, b.currency
    )
    SELECT coalesce(array_agg(ROW(d.place, d.id, d.intent, d.is_guarded, d.run_id, d.class, d.from_stop, d.to_stop, d.seat_ids,
        d.price_fen, d.currency)::ended_row), '{}'),
      string_agg('[' || d.place || ',' || d.run_id || ',' || d.from_stop || ',' || d.to_stop || ',['
        || array_to_string(d.seat_ids, ',') || ']]', ',') FILTER (WHERE d.intent IS NULL)
    INTO ended, released FROM done d;

    -- With the rows locked nothing that counts changes any more, so this look decides: money that is there for a release, none
    -- that is right for a confirm, or a booking that came after the runs were raised has the batch tried again, payments first.
    IF EXISTS (SELECT FROM unnest(ended) AS e WHERE CASE WHEN e.intent IS NULL THEN e.run_id <> ALL (touched) OR e.is_guarded AND (
          SELECT count(*) FROM payment p WHERE p.booking_id = e.id AND p.amount_fen = e.price_fen AND p.currency = e.currency
            AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) > 0
        ELSE (SELECT count(*) FROM payment p WHERE p.intent_id = e.intent AND p.booking_id = e.id AND p.amount_fen = e.price_fen
          AND p.currency = e.currency AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) = 0 END) THEN
      RAISE EXCEPTION 'a payment is not as was taken for granted' USING ERRCODE = 'IL002';
    END IF;

    IF cardinality(ended) < cardinality(end_id) THEN
      open_places := ARRAY(SELECT u.place FROM generate_subscripts(end_id, 1) AS u (place)
        WHERE u.place <> ALL (ARRAY(SELECT e.place FROM unnest(ended) AS e)) ORDER BY 1);
      places := ARRAY(SELECT u.place FROM unnest(open_places) AS u (place) WHERE end_intent[u.place] IS NOT NULL);
      IF places <> '{}' THEN
        confirms := judge_confirms(places, ARRAY(SELECT end_id[u.place] FROM unnest(places) AS u (place)),
          ARRAY(SELECT end_intent[u.place] FROM unnest(places) AS u (place)));
      END IF;
      places := ARRAY(SELECT u.place FROM unnest(open_places) AS u (place) WHERE end_intent[u.place] IS NULL);
      IF places <> '{}' THEN
        SELECT j.answers, j.freed INTO releases, others FROM judge_releases(places, (
          SELECT jsonb_agg((unplain::jsonb -> (end_id[u.place])::text) || jsonb_build_object('id', end_id[u.place], 'expect', end_expect[u.place],
            'due', end_due[u.place], 'reason', end_reason[u.place])) FROM unnest(places) AS u (place))) j;
        IF others <> '{}' THEN
          SELECT ended || array_agg(ROW(e.place, b.id, NULL, false, b.run_id, b.class, b.from_stop, b.to_stop, b.seat_ids, b.price_fen,
              b.currency)::ended_row),
            concat_ws(',', released, string_agg(json_build_array(e.place, b.run_id, b.from_stop, b.to_stop, b.seat_ids)::text, ','))
          INTO ended, released FROM unnest(end_id) WITH ORDINALITY AS e (id, place) JOIN booking b ON b.id = e.id WHERE b.id = ANY (others);
          IF EXISTS (SELECT FROM unnest(ended) AS e WHERE e.intent IS NULL AND e.run_id <> ALL (touched)) THEN
            RAISE EXCEPTION 'a booking came while it was being ended' USING ERRCODE = '40001';
          END IF;
        END IF;
      END IF;
    END IF;
  END IF;

  -- Takes and frees the seats that the rows name, and writes the one outbox row of the batch: {"runs": [[id, ver, segments], ...],
  -- "seats": "<place of its run> <class> <sold before> <sold after>[ <sold2 before> <sold2 after>],..."}, public seats only (pool
  -- bit 1), the second pair only where it says something. Readers turn the masks into histogram cells.
  IF touched <> '{}' OR cardinality(holds) > 0 THEN
    WITH placed AS (
      INSERT INTO booking (id, run_id, created_at, departs_at, arrives_at, last_moment, price_fen, class, from_stop, to_stop, bureau,
        reference, account_id, channel, request_hash, currency, seat_ids, passengers, language, contact_sealed, state,
        pay_by, expires_at, first_pay_by, story)
      SELECT h.id, h.run_id, moment, h.departs_at, h.arrives_at, h.last_moment, h.price_fen, h.class, h.from_stop, h.to_stop, h.bureau,
        h.reference, h.account_id, h.channel, h.request_hash, h.currency, h.seat_ids, h.passengers, h.language, h.contact_sealed, 1,
        d.pay_by, d.pay_by + h.grace_ms * interval '1 millisecond', d.pay_by, E'0\t' || h.line
      FROM unnest(holds) AS h CROSS JOIN LATERAL (SELECT least(
        moment + h.window_ms * interval '1 millisecond', h.last_moment - h.grace_ms * interval '1 millisecond') OFFSET 0) AS d (pay_by)
      WHERE h.from_stop >= 0 AND h.from_stop < h.to_stop AND h.to_stop <= segments[array_position(touched, h.run_id)]
        AND h.price_fen >= 0 AND cardinality(h.seat_ids) > 0
      RETURNING booking.run_id, booking.class, booking.from_stop, booking.to_stop, booking.seat_ids
    ), moving AS MATERIALIZED (
      SELECT m.run_id, m.class, m.seat_ids, m.to_stop - m.from_stop AS width,
        CASE WHEN m.takes THEN segment_bits(m.from_stop, m.to_stop) ELSE 0 END AS take,
        CASE WHEN m.takes THEN segment_bits2(m.from_stop, m.to_stop) ELSE 0 END AS take2,
        CASE WHEN m.takes THEN 0 ELSE segment_bits(m.from_stop, m.to_stop) END AS free,
        CASE WHEN m.takes THEN 0 ELSE segment_bits2(m.from_stop, m.to_stop) END AS free2
      FROM (SELECT true AS takes, p.* FROM placed p UNION ALL
        SELECT false, e.run_id, e.class, e.from_stop, e.to_stop, e.seat_ids FROM unnest(ended) AS e WHERE e.intent IS NULL) AS m
    ), changes AS (
      SELECT u.seat_id, m.run_id, m.class,
        bit_or(m.take) AS take, bit_or(m.take2) AS take2, bit_or(m.free) AS free, bit_or(m.free2) AS free2,
        -- Two bookings of this batch on one segment of one seat: together they are longer than what they cover.
        count(*) = 1 OR sum(m.width) = bit_count((bit_or(m.take) | bit_or(m.free))::bit(64))
          + bit_count((bit_or(m.take2) | bit_or(m.free2))::bit(64)) AS apart
      FROM moving m CROSS JOIN LATERAL unnest(m.seat_ids) AS u (seat_id)
      GROUP BY u.seat_id, m.run_id, m.class
    ), moved AS (
      UPDATE seat s SET sold = (s.sold & ~c.free) | c.take, sold2 = (s.sold2 & ~c.free2) | c.take2
      FROM changes c
      WHERE s.id = c.seat_id AND s.id = ANY (ARRAY(SELECT u.seat_id FROM changes u)) AND s.run_id = c.run_id AND s.class = c.class AND c.apart
        AND s.sold & c.take = 0 AND s.sold2 & c.take2 = 0
        AND s.sold & c.free = c.free AND s.sold2 & c.free2 = c.free2
      RETURNING s.id, s.run_id, s.class, s.pool, old.sold AS before, new.sold AS after, old.sold2 AS before2, new.sold2 AS after2
    ), published AS (
      INSERT INTO outbox (body)
      SELECT ('{"runs":' || coalesce(runs, '[]') || ',"seats":"' || coalesce(string_agg(array_position(touched, m.run_id) || ' ' || m.class || ' '
          || m.before || ' ' || m.after || CASE WHEN m.before2 = 0 AND m.after2 = 0 THEN '' ELSE ' ' || m.before2 || ' ' || m.after2 END, ',')
        FILTER (WHERE m.pool & 1 <> 0), '') || '"}')::json
      FROM moved m
    )
    SELECT (SELECT count(*) FROM placed), (SELECT count(*) FROM changes), (SELECT count(*) FROM moved),
      CASE WHEN has_others OR NOT is_sole THEN
        (SELECT string_agg('[' || m.id || ',"' || m.after || '","' || m.after2 || '"]', ',') FROM moved m) END
    INTO placed_count, wanted_count, moved_count, news;
    IF placed_count <> cardinality(holds) THEN
      RAISE EXCEPTION 'a hold names no run, no seat or no stops of the run' USING ERRCODE = '22023';
    END IF;
    IF moved_count <> wanted_count THEN
      RAISE EXCEPTION 'seat guard: % of % seats refused', wanted_count - moved_count, wanted_count USING ERRCODE = 'IL001';
    END IF;
    -- For the memories of the others: [writer, [[run, ver, segments], ...], [[seat, sold, sold2], ...]].
    IF has_others OR NOT is_sole THEN
      news := '[' || coalesce('"' || writer || '"', 'null') || ',' || runs || ',[' || coalesce(news, '') || ']]';
      -- No seats where they are too many: then the runs are read again.
      IF octet_length(news) > 7900 THEN
        news := json_build_array(writer, runs::json);
      END IF;
      PERFORM pg_notify('interlock_seats', news);
    END IF;
  END IF;

  RETURN ('{"at":' || epoch_ms(moment) || ',"sole":' || is_sole || ',"runs":' || coalesce(runs, 'null')
    || ',"released":[' || coalesce(released, '') || '],"releases":' || releases || ',"confirms":' || confirms || '}')::json;
END $$;
