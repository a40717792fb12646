-- The intake in one call: the key, then the account's row, then the documents' claims, always in this order.
-- IL002: refused by a rule, whose code ends the message; nothing of the intake stays.
CREATE FUNCTION take_in(asked jsonb, sealed bytea, documents text[], bound_channels text[], cancellations_max integer, today date)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  plan jsonb := asked -> 'plan';
  booking bigint := (asked ->> 'bookingId')::bigint;
  account account_sale;
  claimed text[];
  missing text;
BEGIN
  INSERT INTO intake (caller, key, request_hash, booking_id, bureau, reference, account_id, plan, contact_sealed)
  VALUES (asked ->> 'caller', asked ->> 'key', asked ->> 'requestHash', booking, asked ->> 'bureau', asked ->> 'reference',
          asked ->> 'accountId', plan || jsonb_build_object('channel',
            coalesce((SELECT s.channel FROM account_sale s WHERE s.account_id = asked ->> 'accountId'), 'passenger')), sealed)
  ON CONFLICT (caller, key) DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  INSERT INTO account_sale AS a (account_id, unpaid_booking) VALUES (asked ->> 'accountId', booking)
  ON CONFLICT (account_id) DO UPDATE SET unpaid_booking =
    CASE WHEN a.channel = ANY (bound_channels) THEN coalesce(a.unpaid_booking, excluded.unpaid_booking) ELSE a.unpaid_booking END
  RETURNING a.* INTO account;
  IF account.channel = ANY (bound_channels) THEN
    IF account.unpaid_booking <> booking THEN
      RAISE EXCEPTION 'intake refused: unpaid-booking-exists' USING ERRCODE = 'IL002';
    END IF;
    IF account.cancel_day = today AND account.cancel_count >= cancellations_max THEN
      RAISE EXCEPTION 'intake refused: too-many-cancellations' USING ERRCODE = 'IL002';
    END IF;
  END IF;

  WITH mine AS (
    INSERT INTO claim (document_hash, train_id, service_date, booking_id, departs_at, arrives_at)
    SELECT u.hash, (plan ->> 'trainId')::integer, (plan ->> 'serviceDate')::date, booking,
           to_timestamp((plan ->> 'departsAt')::bigint / 1000.0), to_timestamp((plan ->> 'arrivesAt')::bigint / 1000.0)
      FROM unnest(documents) WITH ORDINALITY AS u (hash, ord) ORDER BY u.ord
    ON CONFLICT DO NOTHING RETURNING document_hash
  )
  SELECT array_agg(mine.document_hash) INTO claimed FROM mine;
  SELECT u.hash INTO missing FROM unnest(documents) AS u (hash) WHERE u.hash <> ALL (coalesce(claimed, '{}')) LIMIT 1;
  IF missing IS NULL THEN
    RETURN true;
  END IF;
  IF EXISTS (SELECT FROM claim c WHERE c.document_hash = missing AND c.train_id = (plan ->> 'trainId')::integer
               AND c.service_date = (plan ->> 'serviceDate')::date) THEN
    RAISE EXCEPTION 'intake refused: document-already-on-train' USING ERRCODE = 'IL002';
  END IF;
  RAISE EXCEPTION 'intake refused: journey-overlaps' USING ERRCODE = 'IL002';
END
$$;

-- Whoever made an account for an address that is not theirs keeps no way in once its owner has confirmed it: better-auth
-- drops passwords and sessions then, this drops the passkeys.
CREATE FUNCTION drop_unproven_passkeys() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM passkey WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER drop_unproven_passkeys AFTER UPDATE OF email_verified ON "user"
  FOR EACH ROW WHEN (NEW.email_verified AND NOT OLD.email_verified) EXECUTE FUNCTION drop_unproven_passkeys();
