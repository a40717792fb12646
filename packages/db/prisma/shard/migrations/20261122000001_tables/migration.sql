-- One shard: everything about the runs of its bureaus, transactional together.
-- Stop lists and layouts of a published train, shared by its runs; never updated once a run of it has sold.
CREATE TABLE train_plan (
  id          bigint PRIMARY KEY,              -- train id * 1000 + timetable version
  train_id    integer NOT NULL,
  version     integer NOT NULL,
  body        jsonb NOT NULL,                  -- domain type TrainPlan: numbers, stops, layout, fare rates
  UNIQUE (train_id, version)
);

-- Hot row: one update per batch. Kept narrow, fillfactor leaves room for HOT updates.
CREATE TABLE run (
  id            bigint PRIMARY KEY,            -- runIdOf(train id, service date)
  train_id      integer NOT NULL,
  service_date  date NOT NULL,
  plan_id       bigint NOT NULL REFERENCES train_plan (id),
  bureau        char(1) NOT NULL,
  segments      smallint NOT NULL CHECK (segments BETWEEN 1 AND 126),
  ver           bigint NOT NULL DEFAULT 0,
  sale_opens_at timestamptz NOT NULL,
  departs_at    timestamptz NOT NULL,          -- at the first stop
  published_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (train_id, service_date)
) WITH (fillfactor = 20);

-- sold: bit i = segment i taken, bits 0..62; sold2 the same for segments 63..125. A run's seats are found by their ids, which
-- begin with the run's: a second index would cost publishing as much as the first.
CREATE TABLE seat (
  id       bigint PRIMARY KEY,                 -- seatIdOf(run id, index)
  run_id   bigint NOT NULL,
  class    smallint NOT NULL,
  coach    smallint NOT NULL,
  row_no   smallint NOT NULL,
  letter   char(1) NOT NULL,                   -- A B C D F; berths L M U; numbered seats N
  pool     smallint NOT NULL DEFAULT 1,
  sold     bigint NOT NULL DEFAULT 0,
  sold2    bigint NOT NULL DEFAULT 0,
  CHECK ((sold | sold2) >= 0)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- Booking and hold are one row. state: 1 held, 2 confirmed, 3 ticketed, 4 released. What never changes comes first: an
-- update writes only what lies between the first and the last byte that differ.
CREATE TABLE booking (
  id               bigint PRIMARY KEY,         -- 41 bits of milliseconds, 22 random bits
  run_id           bigint NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  departs_at       timestamptz,                -- at the boarding stop
  arrives_at       timestamptz,
  last_moment      timestamptz,                -- departure at the boarding stop - 10 min: no extension passes it
  price_fen        integer NOT NULL,
  class            smallint NOT NULL,
  from_stop        smallint NOT NULL,
  to_stop          smallint NOT NULL,
  bureau           char(1) NOT NULL,
  reference        text NOT NULL UNIQUE,
  account_id       text NOT NULL,
  channel          text NOT NULL DEFAULT 'passenger',   -- the account's: passenger, partner, counter
  request_hash     text NOT NULL,
  currency         char(3) NOT NULL DEFAULT 'CNY',
  seat_ids         bigint[] NOT NULL,
  passengers       json NOT NULL,              -- one list per passenger, see booked-passengers.ts; no document number
  language         text NOT NULL DEFAULT 'zh',
  contact_sealed   bytea,                      -- AES-256-GCM of the contact address
  first_pay_by     timestamptz,
  pay_by           timestamptz,                -- moved by extensions
  expires_at       timestamptz,
  processing_extensions smallint NOT NULL DEFAULT 0,
  asked_extensions      smallint NOT NULL DEFAULT 0,
  away_extensions       smallint NOT NULL DEFAULT 0,
  state            smallint NOT NULL,
  closed_at        timestamptz,                -- ticketed or released
  release_reason   text,                       -- expired, cancelled, refused, settled, tombstone
  confirmed_intent text,
  story            text NOT NULL DEFAULT '',   -- one line per event, see booking_event
  -- One check, for each is read anew by every batch. The product may not write release_reason: what is released goes through
  -- commit_batch, together with its seats.
  CHECK (CASE state WHEN 1 THEN pay_by IS NOT NULL AND expires_at IS NOT NULL WHEN 4 THEN release_reason IS NOT NULL
    ELSE confirmed_intent IS NOT NULL AND state IN (2, 3) END AND (state = 4 OR release_reason IS NULL))
) WITH (fillfactor = 45);
-- By a hash of the account: half as long as the account, and of one length. Whoever asks names both.
CREATE INDEX booking_account ON booking (hashtextextended(account_id, 0), id);
-- The sweep's way through the rows. By insertion, for an id may be older than its row; and no index may mention the state,
-- or its changes would no longer be HOT updates. Rows lie in the order of insertion: ranges of pages are index enough.
CREATE INDEX booking_created ON booking USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);

-- One row per transition or fact worth telling, written in the same transaction. They are kept as lines of the booking's
-- own story, which its update writes anyway: milliseconds since created_at, event, from, to, actor, operation, detail, between tabs.
CREATE VIEW booking_event AS
  SELECT b.id AS booking_id, line.at AS id, b.created_at + split_part(line.text, E'\t', 1)::float8 * interval '1 millisecond' AS at,
    split_part(line.text, E'\t', 2) AS event,           -- a BookingEvent of the state table, or a fact such as deadline-moved
    nullif(split_part(line.text, E'\t', 3), '')::smallint AS from_state,   -- null: no row before
    split_part(line.text, E'\t', 4)::smallint AS to_state,
    coalesce(nullif(split_part(line.text, E'\t', 5), ''), 'workflow') AS actor,   -- passenger, staff:<id>, workflow, sweep, settle, janitor, inbox
    nullif(split_part(line.text, E'\t', 6), '') AS operation,
    coalesce(nullif(split_part(line.text, E'\t', 7), '')::jsonb, '{}') AS detail
  FROM booking b CROSS JOIN LATERAL string_to_table(rtrim(b.story, E'\n'), E'\n') WITH ORDINALITY AS line (text, at)
  WHERE b.story <> '';

-- One row per attempt to pay, written before the provider is asked.
CREATE TABLE payment (
  id           text PRIMARY KEY,               -- <booking id>:<attempt number>
  booking_id   bigint NOT NULL,
  attempt      smallint NOT NULL,
  session_id   text UNIQUE,
  checkout_url text,
  intent_id    text UNIQUE,
  state        text NOT NULL CHECK (state IN ('open', 'processing', 'authorised', 'captured', 'voided', 'refunded', 'dead')),
  amount_fen   integer NOT NULL,               -- asked, then as the provider says
  captured_fen integer NOT NULL DEFAULT 0,
  refunded_fen integer NOT NULL DEFAULT 0,
  currency     char(3) NOT NULL,
  refused_at   timestamptz,                    -- capture refused or amount wrong: never confirms again
  extended     boolean NOT NULL DEFAULT false, -- the deadline was moved for this intent
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  asked_at     timestamptz,                    -- last time the provider was asked about it
  kept_at      timestamptz,                    -- the tickets were bought with it: nothing is left to settle
  UNIQUE (booking_id, attempt)
);
CREATE INDEX payment_unsettled ON payment (created_at) WHERE state IN ('open', 'processing', 'authorised');
-- What settle looks through every 10 s: nearly all payments are kept or were never made.
CREATE INDEX payment_unkept ON payment (booking_id) WHERE kept_at IS NULL AND state <> 'dead';

-- Webhooks and poll results, once each.
CREATE TABLE inbox (
  event_id    text PRIMARY KEY,
  booking_id  bigint NOT NULL,
  intent_id   text NOT NULL,
  kind        text NOT NULL,                   -- authorised, captured, voided, refunded, dead, processing
  amount_fen  integer NOT NULL,
  currency    char(3) NOT NULL,
  source      text NOT NULL,                   -- webhook, poll, workflow
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome     text,                            -- what came of it; null: still to be delivered
  outcome_at  timestamptz
);
CREATE INDEX inbox_open ON inbox (received_at) WHERE outcome IS NULL;

CREATE TABLE ticket (
  id           text PRIMARY KEY,               -- bureau letter + random, as printed
  booking_id   bigint NOT NULL,
  ord          smallint NOT NULL,
  run_id       bigint NOT NULL,
  seat_id      bigint NOT NULL,
  from_stop    smallint NOT NULL,
  to_stop      smallint NOT NULL,
  traveller_id text NOT NULL,
  document_hash text NOT NULL,
  train_id     integer NOT NULL,
  service_date date NOT NULL,
  price_fen    integer NOT NULL,
  qr           text NOT NULL,
  state        text NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'void')),
  issued_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (booking_id, ord)
);
CREATE INDEX ticket_document ON ticket (document_hash, service_date);
CREATE INDEX ticket_run ON ticket (run_id);

-- Double entry, append only. One transaction = all rows of one operation.
CREATE TABLE ledger (
  operation  text NOT NULL,                    -- <booking>:<intent>:capture, <booking>:issue, <refund id>
  ord        smallint NOT NULL,
  booking_id bigint NOT NULL,
  account    text NOT NULL,                    -- gateway-receivable, customer-prepayment, refunds-payable, bureau-payable:<letter>
  debit_fen  bigint NOT NULL DEFAULT 0 CHECK (debit_fen >= 0),
  credit_fen bigint NOT NULL DEFAULT 0 CHECK (credit_fen >= 0),
  currency   char(3) NOT NULL,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (operation, ord),
  CHECK ((debit_fen = 0) <> (credit_fen = 0))
);
CREATE INDEX ledger_booking ON ledger (booking_id);

CREATE TABLE notification (
  booking_id  bigint NOT NULL,
  kind        text NOT NULL,                   -- ticket, expired, money-back
  channel     text NOT NULL,                   -- mail, sms
  message_id  text NOT NULL UNIQUE,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'failed')),
  attempts    integer NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at     timestamptz,
  last_error  text,
  PRIMARY KEY (booking_id, kind, channel)
);
CREATE INDEX notification_waiting ON notification (next_at) WHERE state IN ('waiting', 'sending');

-- The counts feed: one row per batch, followed by (xid, id).
CREATE TABLE outbox (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  body json NOT NULL
);
CREATE INDEX outbox_cursor ON outbox (xid, id);
