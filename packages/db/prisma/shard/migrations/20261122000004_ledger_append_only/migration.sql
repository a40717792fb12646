-- What was posted stays posted, also for the owner: a mistake is corrected by a reversing operation.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append only' USING ERRCODE = '42501';
END $$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

REVOKE EXECUTE ON FUNCTION refuse_ledger_change() FROM PUBLIC;
