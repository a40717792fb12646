-- Central: who is who, what was asked, which document is on which train, and the timetable.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE shard_map (
  bureau char(1) PRIMARY KEY,
  shard  text NOT NULL,
  epoch  integer NOT NULL DEFAULT 1
);

CREATE TABLE station (
  telecode char(3) PRIMARY KEY,
  zh       text NOT NULL,
  en       text NOT NULL,
  pinyin   text NOT NULL,
  initials text NOT NULL,
  city_zh  text NOT NULL,
  city_en  text NOT NULL,
  aliases  text[] NOT NULL DEFAULT '{}',
  bureau   char(1),
  change_minutes smallint CHECK (change_minutes > 0)  -- least time between two trains; null: the railway's usual
);

-- A train of one timetable version; body is the domain type TrainPlan.
CREATE TABLE train (
  id         integer NOT NULL,
  version    integer NOT NULL,
  number     text NOT NULL,                    -- first public number
  owner      char(1) NOT NULL,
  body       jsonb NOT NULL,                   -- domain type TrainPlan without its layout
  layout     jsonb NOT NULL,                   -- every seat: tens of kilobytes, and thousands of trains have the same few
  layout_hash text NOT NULL GENERATED ALWAYS AS (md5(layout::text)) STORED,
  first_date date,
  last_date  date,
  PRIMARY KEY (id, version)
);

-- How far publishing has come, per train and day.
CREATE TABLE publication (
  train_id     integer NOT NULL,
  service_date date NOT NULL,
  version      integer NOT NULL,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (train_id, service_date)
);

-- The travellers' vault: names and documents only here, sealed; document_hash is the blind index.
CREATE TABLE traveller (
  id              text PRIMARY KEY,
  account_id      text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('adult', 'child', 'student')),
  document_type   text NOT NULL CHECK (document_type IN ('resident-id', 'passport')),
  name_sealed     bytea NOT NULL,
  document_sealed bytea NOT NULL,
  key_id          text NOT NULL,
  document_hash   text NOT NULL,
  name_masked     text NOT NULL,
  document_masked text NOT NULL,
  birth_date_sealed bytea,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  deleted_at      timestamptz
);
CREATE INDEX traveller_account ON traveller (account_id);
-- A form sent twice at once saves its traveller once.
CREATE UNIQUE INDEX traveller_once ON traveller (account_id, document_hash) WHERE deleted_at IS NULL;

-- One row per request with a key; the booking id is drawn here.
CREATE TABLE intake (
  caller       text NOT NULL,                  -- account id, later a partner id
  key          text NOT NULL,
  request_hash text NOT NULL,
  booking_id   bigint NOT NULL UNIQUE,
  bureau       char(1) NOT NULL,
  reference    text NOT NULL UNIQUE,
  account_id   text NOT NULL,
  plan         jsonb NOT NULL,                 -- HoldPlan: what the hold will ask the shard for; masked names only
  contact_sealed bytea,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at    timestamptz,
  outcome      text,                           -- ticketed, expired, cancelled, refused, sold-out, seats-taken, busy
  PRIMARY KEY (caller, key)
);
CREATE INDEX intake_open ON intake (created_at) WHERE closed_at IS NULL;
CREATE INDEX intake_account ON intake (account_id, created_at);

-- The locked row behind "one unpaid booking" and "three cancellations a day", which bind passengers only.
CREATE TABLE account_sale (
  account_id      text PRIMARY KEY,
  channel         text NOT NULL DEFAULT 'passenger' CHECK (channel IN ('passenger', 'partner', 'counter')),
  unpaid_booking  bigint,
  cancel_day      date,
  cancel_count    integer NOT NULL DEFAULT 0
);

-- One document, one ticket, one train, one day; no two overlapping journeys.
CREATE TABLE claim (
  document_hash text NOT NULL,
  train_id      integer NOT NULL,
  service_date  date NOT NULL,
  booking_id    bigint NOT NULL,
  departs_at    timestamptz NOT NULL,
  arrives_at    timestamptz NOT NULL,
  PRIMARY KEY (document_hash, train_id, service_date),
  CONSTRAINT claim_no_overlap EXCLUDE USING gist (document_hash WITH =, tstzrange(departs_at, arrives_at, '[)') WITH &&)
);
CREATE INDEX claim_booking ON claim (booking_id);

-- Money that names no booking we know.
CREATE TABLE orphan_event (
  event_id    text PRIMARY KEY,
  intent_id   text NOT NULL,
  kind        text NOT NULL,
  amount_fen  integer NOT NULL,
  currency    char(3) NOT NULL,
  booking_text text,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome     text,
  outcome_at  timestamptz
);

-- Every console write, before it is done; each row hashes the one before it.
CREATE TABLE audit (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor      text NOT NULL,
  action     text NOT NULL,
  subject    text NOT NULL,
  reason     text NOT NULL,
  before     jsonb NOT NULL,
  after      jsonb,
  outcome    text,
  hash       text NOT NULL
);

-- Bearer tokens of programs, stored hashed.
CREATE TABLE api_token (
  hash       text PRIMARY KEY,
  account_id text NOT NULL,
  label      text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  revoked_at timestamptz
);

-- better-auth's own tables.
CREATE TABLE "user" (
  id             text PRIMARY KEY,
  name           text NOT NULL,
  email          text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image          text,
  role           text NOT NULL DEFAULT 'passenger' CHECK (role IN ('passenger', 'staff')),
  language       text NOT NULL DEFAULT 'zh',
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE session (
  id         text PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  token      text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  ip_address text,
  user_agent text,
  user_id    text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE TABLE account (
  id                       text PRIMARY KEY,
  account_id               text NOT NULL,
  provider_id              text NOT NULL,
  user_id                  text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_id, account_id)             -- two forms at once set one password
);
CREATE TABLE passkey (
  id            text PRIMARY KEY,
  name          text,
  public_key    text NOT NULL,
  user_id       text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  counter       integer NOT NULL,
  device_type   text NOT NULL,
  backed_up     boolean NOT NULL,
  transports    text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  aaguid        text
);
CREATE INDEX passkey_user ON passkey (user_id);
CREATE TABLE verification (
  id         text PRIMARY KEY,
  identifier text NOT NULL,
  value      text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
