-- The product connects as interlock_app, which owns nothing. The audit trail is only ever added to and given its outcome.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'interlock_app') THEN
    CREATE ROLE interlock_app NOLOGIN;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO interlock_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO interlock_app;
GRANT INSERT, UPDATE ON shard_map, station, train, publication, traveller, intake, account_sale, orphan_event, api_token TO interlock_app;
GRANT INSERT, UPDATE, DELETE ON claim, "user", session, account, passkey, verification TO interlock_app;
GRANT INSERT, UPDATE (after, outcome) ON audit TO interlock_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO interlock_app;
