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

-- sold: bit i = segment i taken, bits 0..62; sold2 the same for segments 63..125.
CREATE TABLE seat (
  id       bigint PRIMARY KEY,                 -- seatIdOf(run id, index)
  run_id   bigint NOT NULL,
  class    smallint NOT NULL,
  coach    smallint NOT NULL,
  row_no   smallint NOT NULL,
  letter   char(1) NOT NULL,                   -- A B C D F; berths L M U; numbered seats N
  pool     smallint NOT NULL DEFAULT 1,
  sold     bigint NOT NULL DEFAULT 0 CHECK (sold >= 0),
  sold2    bigint NOT NULL DEFAULT 0 CHECK (sold2 >= 0)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX seat_run_class ON seat (run_id, class, id);

-- Booking and hold are one row. state: 1 held, 2 confirmed, 3 ticketed, 4 released.
CREATE TABLE booking (
  id               bigint PRIMARY KEY,         -- 41 bits of milliseconds, 22 random bits
  bureau           char(1) NOT NULL,
  reference        text NOT NULL UNIQUE,
  run_id           bigint NOT NULL,
  class            smallint NOT NULL,
  from_stop        smallint NOT NULL,
  to_stop          smallint NOT NULL,
  state            smallint NOT NULL CHECK (state BETWEEN 1 AND 4),
  release_reason   text,                       -- expired, cancelled, refused, settled, tombstone
  account_id       text NOT NULL,
  channel          text NOT NULL DEFAULT 'passenger',   -- the account's: passenger, partner, counter
  request_hash     text NOT NULL,
  seat_ids         bigint[] NOT NULL,
  price_fen        integer NOT NULL CHECK (price_fen >= 0),
  currency         char(3) NOT NULL DEFAULT 'CNY',
  language         text NOT NULL DEFAULT 'zh',
  passengers       jsonb NOT NULL,             -- BookedPassenger[]: traveller id, masked name and document, ticket type, price; no document number
  contact_sealed   bytea,                      -- AES-256-GCM of the contact address
  created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  pay_by           timestamptz,
  expires_at       timestamptz,
  first_pay_by     timestamptz,
  last_moment      timestamptz,                -- departure at the boarding stop - 10 min: no extension passes it
  departs_at       timestamptz,                -- at the boarding stop
  arrives_at       timestamptz,
  confirmed_intent text,
  processing_extensions smallint NOT NULL DEFAULT 0,
  asked_extensions      smallint NOT NULL DEFAULT 0,
  away_extensions       smallint NOT NULL DEFAULT 0,
  closed_at        timestamptz,                -- ticketed or released
  CHECK (state <> 1 OR (pay_by IS NOT NULL AND expires_at IS NOT NULL)),
  CHECK (state NOT IN (2, 3) OR confirmed_intent IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX booking_account ON booking (account_id, id);
CREATE INDEX booking_run ON booking (run_id);
-- The sweep's way through the rows. By insertion, for an id may be older than its row; and no index may mention the state,
-- or its changes would no longer be HOT updates.
CREATE INDEX booking_created ON booking (created_at);

-- One row per transition or fact worth telling; written in the same transaction.
CREATE TABLE booking_event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id  bigint NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  event       text NOT NULL,                   -- a BookingEvent of the state table, or a fact such as deadline-moved
  from_state  smallint,                        -- null: no row before
  to_state    smallint NOT NULL,
  actor       text NOT NULL,                   -- passenger, staff:<id>, workflow, sweep, settle, janitor, inbox
  operation   text,
  detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX booking_event_booking ON booking_event (booking_id, id);

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
  UNIQUE (booking_id, attempt)
);
CREATE INDEX payment_unsettled ON payment (created_at) WHERE state IN ('open', 'processing', 'authorised');

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
  body jsonb NOT NULL
);
CREATE INDEX outbox_cursor ON outbox (xid, id);
