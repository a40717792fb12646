-- The product connects as interlock_app, which owns nothing. seat.sold, run.ver and the seats of a booking change
-- only inside commit_batch, which runs as the owner. Facts (events, ledger, outbox) are only ever added.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'interlock_app') THEN
    CREATE ROLE interlock_app NOLOGIN;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO interlock_app;
GRANT SELECT ON train_plan, run, seat, booking, booking_event, payment, inbox, ticket, ledger, notification, outbox TO interlock_app;

-- Publishing only inserts; what it does not name keeps its default (nothing sold, version 0).
GRANT INSERT ON train_plan TO interlock_app;
GRANT INSERT (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at) ON run TO interlock_app;
GRANT INSERT (id, run_id, class, coach, row_no, letter, pool) ON seat TO interlock_app;

-- Not release_reason: without it no booking becomes released, and it is written together with the seats.
GRANT UPDATE (state, pay_by, expires_at, confirmed_intent, processing_extensions, asked_extensions, away_extensions,
  closed_at, language, contact_sealed, story) ON booking TO interlock_app;
GRANT INSERT ON booking_event, ledger, outbox TO interlock_app;
GRANT INSERT, UPDATE ON payment, inbox, notification TO interlock_app;
GRANT INSERT ON ticket TO interlock_app;
GRANT UPDATE (state) ON ticket TO interlock_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO interlock_app;

-- A story goes on; what was told stays told. After the update: a trigger before it locks each row once more.
CREATE FUNCTION refuse_story_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events of a booking are only ever added' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER story_only_grows AFTER UPDATE OF story ON booking FOR EACH ROW
  WHEN (NOT starts_with(new.story, old.story)) EXECUTE FUNCTION refuse_story_change();

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION commit_batch, take_turn, story_line, found_bookings(bigint[]), epoch_ms(timestamptz), segment_bits(integer, integer),
  segment_bits2(integer, integer) TO interlock_app;
