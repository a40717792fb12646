import { rideFen } from './history.ts';

/** What the loader sends of each booking; everything else follows from it by SQL. */
export const stagingTable = `
  CREATE UNLOGGED TABLE growth_story (
    number bigint, id text, bureau char(1), reference text, account text, traveller text, document text, outcome text,
    run_id bigint, date date, seat_id bigint, from_stop smallint, to_stop smallint,
    created_at timestamptz, departs_at timestamptz, arrives_at timestamptz,
    ticket_id text, qr text, intent text, contact bytea)`;

export const stagingColumns = [
  ['number', 'bigint'],
  ['id', 'text'],
  ['bureau', 'text'],
  ['reference', 'text'],
  ['account', 'text'],
  ['traveller', 'text'],
  ['document', 'text'],
  ['outcome', 'text'],
  ['run_id', 'bigint'],
  ['date', 'date'],
  ['seat_id', 'bigint'],
  ['from_stop', 'smallint'],
  ['to_stop', 'smallint'],
  ['created_at', 'timestamptz'],
  ['departs_at', 'timestamptz'],
  ['arrives_at', 'timestamptz'],
  ['ticket_id', 'text'],
  ['qr', 'text'],
  ['intent', 'text'],
  ['contact', 'bytea'],
] as const;

/** Adds rows given as one array per column. */
export function stagingInsert(): string {
  const names = stagingColumns.map(([name]) => name);
  const arrays = stagingColumns.map(([, type], at) => `$${at + 1}::${type}[]`);
  return `INSERT INTO growth_story (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`;
}

const passengers = `json_build_array(json_build_array(s.traveller, '旅*', '1101***********024', s.document, 0, ${rideFen}))`;
const requestHash = `left(translate(encode(sha256(convert_to(s.id, 'UTF8')), 'base64'), '+/', '-_'), 22)`;
const closedAt = `s.created_at + CASE s.outcome WHEN 'ticketed' THEN interval '90 seconds' WHEN 'expired' THEN interval '21 minutes'
  ELSE interval '5 minutes' END`;

/** The events of a booking. */
const story = `SELECT interval '0', 'hold', NULL::int, 1, 'workflow', NULL::text, NULL::jsonb
        UNION ALL SELECT interval '60 seconds', 'money-authorised', 1, 1, 'inbox', 'evt_a_' || s.intent,
          jsonb_build_object('intent', s.intent, 'payBy', s.created_at) WHERE s.outcome = 'ticketed'
        UNION ALL SELECT interval '61 seconds', 'confirm', 1, 2, 'workflow', s.intent, NULL WHERE s.outcome = 'ticketed'
        UNION ALL SELECT interval '90 seconds', 'issue', 2, 3, 'workflow', NULL,
          jsonb_build_object('intent', s.intent, 'tickets', 1) WHERE s.outcome = 'ticketed'
        UNION ALL SELECT interval '21 minutes', 'deadline', 1, 4, 'workflow', s.id || ':deadline',
          jsonb_build_object('reason', 'expired') WHERE s.outcome = 'expired'
        UNION ALL SELECT interval '5 minutes', 'cancel', 1, 4, 'passenger', s.id || ':cancel',
          jsonb_build_object('reason', 'cancelled') WHERE s.outcome = 'cancelled'`;

/** The shard's tables that the past fills, with the statement for each. */
export const shardStatements: readonly { readonly table: string; readonly sql: string }[] = [
  {
    table: 'booking',
    sql: `
      INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, release_reason, account_id,
        request_hash, seat_ids, price_fen, passengers, contact_sealed, created_at, pay_by, expires_at, first_pay_by, last_moment,
        departs_at, arrives_at, confirmed_intent, closed_at, story)
      SELECT s.number, s.bureau, s.reference, s.run_id, 4, s.from_stop, s.to_stop,
        CASE WHEN s.outcome = 'ticketed' THEN 3 ELSE 4 END, nullif(s.outcome, 'ticketed'), s.account, ${requestHash},
        ARRAY[s.seat_id], ${rideFen}, ${passengers}, s.contact, s.created_at, s.created_at + interval '20 minutes',
        s.created_at + interval '21 minutes', s.created_at + interval '20 minutes', s.departs_at - interval '10 minutes',
        s.departs_at, s.arrives_at, CASE WHEN s.outcome = 'ticketed' THEN s.intent END, ${closedAt}, (
          SELECT string_agg(story_line(e.after, e.event, e.from_state, e.to_state, e.actor, e.operation, e.detail::text), '' ORDER BY e.after)
          FROM (${story}) AS e (after, event, from_state, to_state, actor, operation, detail))
      FROM growth_story s ORDER BY s.number`,
  },
  {
    table: 'payment',
    sql: `
      INSERT INTO payment (id, booking_id, attempt, session_id, checkout_url, intent_id, state, amount_fen, captured_fen, currency,
        extended, created_at, updated_at, kept_at)
      SELECT s.id || ':1', s.number, 1, 'cs_' || s.intent, 'http://127.0.0.1/pay/cs_' || s.intent,
        CASE WHEN s.outcome = 'ticketed' THEN s.intent END, CASE WHEN s.outcome = 'ticketed' THEN 'captured' ELSE 'dead' END,
        ${rideFen}, CASE WHEN s.outcome = 'ticketed' THEN ${rideFen} ELSE 0 END, 'CNY', s.outcome = 'ticketed',
        s.created_at + interval '20 seconds', ${closedAt}, CASE WHEN s.outcome = 'ticketed' THEN ${closedAt} END
      FROM growth_story s WHERE s.outcome <> 'cancelled' ORDER BY s.number`,
  },
  {
    table: 'inbox',
    sql: `
      INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, received_at, outcome, outcome_at)
      SELECT 'evt_' || e.letter || '_' || s.intent, s.number, s.intent, e.kind, ${rideFen}, 'CNY', 'webhook', s.created_at + e.after,
        e.outcome, s.created_at + e.after
      FROM growth_story s CROSS JOIN (VALUES ('a', 'authorised', 'delivered', interval '60 seconds'),
        ('c', 'captured', 'recorded', interval '91 seconds')) AS e (letter, kind, outcome, after)
      WHERE s.outcome = 'ticketed' ORDER BY s.number`,
  },
  {
    table: 'ticket',
    sql: `
      INSERT INTO ticket (id, booking_id, ord, run_id, seat_id, from_stop, to_stop, traveller_id, document_hash, train_id,
        service_date, price_fen, qr, issued_at)
      SELECT s.ticket_id, s.number, 0, s.run_id, s.seat_id, s.from_stop, s.to_stop, s.traveller, s.document,
        s.run_id % 10000000, s.date, ${rideFen}, s.qr, s.created_at + interval '90 seconds'
      FROM growth_story s WHERE s.outcome = 'ticketed' ORDER BY s.number`,
  },
  {
    table: 'ledger',
    sql: `
      INSERT INTO ledger (operation, ord, booking_id, account, debit_fen, credit_fen, currency, at)
      SELECT s.id || e.operation, e.ord, s.number, e.account, e.debit, e.credit, 'CNY', s.created_at + interval '90 seconds'
      FROM growth_story s CROSS JOIN LATERAL (VALUES
        (':' || s.intent || ':capture', 1, 'gateway-receivable', ${rideFen}, 0), (':' || s.intent || ':capture', 2, 'customer-prepayment', 0, ${rideFen}),
        (':issue', 1, 'customer-prepayment', ${rideFen}, 0), (':issue', 2, 'bureau-payable:' || s.bureau, 0, ${rideFen})
      ) AS e (operation, ord, account, debit, credit)
      WHERE s.outcome = 'ticketed' ORDER BY s.number`,
  },
  {
    table: 'notification',
    sql: `
      INSERT INTO notification (booking_id, kind, channel, message_id, state, attempts, next_at, created_at, sent_at)
      SELECT s.number, 'ticket', 'mail', '<ticket.mail.' || s.id || '@interlock.example>', 'sent', 1,
        s.created_at + interval '90 seconds', s.created_at + interval '90 seconds', s.created_at + interval '91 seconds'
      FROM growth_story s WHERE s.outcome = 'ticketed' ORDER BY s.number`,
  },
  {
    table: 'outbox',
    sql: `
      INSERT INTO outbox (at, body)
      SELECT f.at, f.body FROM (
        SELECT min(c.at) AS at, jsonb_build_object('runs', jsonb_build_array(jsonb_build_array(c.run_id, c.ver, 23)),
          'seats', string_agg('1 4 ' || c.before || ' ' || c.after, ',')) AS body
        FROM growth_change c GROUP BY c.run_id, c.ver
        UNION ALL SELECT s.created_at + interval '90 seconds', jsonb_build_object('runs', '[]'::jsonb, 'ticketed', s.id)
        FROM growth_story s WHERE s.outcome = 'ticketed') f
      ORDER BY f.at`,
  },
];

/** Ten holds, or ten releases after them, make one batch and one version of their run. */
export const changesTable = `
  CREATE UNLOGGED TABLE growth_change AS
  WITH told AS (
    SELECT s.run_id, s.created_at, s.outcome, segment_bits(0, s.from_stop) * (s.from_stop > 0)::int AS others,
      segment_bits(s.from_stop, s.to_stop) AS own, row_number() OVER (PARTITION BY s.run_id ORDER BY s.number) AS nth,
      count(*) OVER (PARTITION BY s.run_id) AS holds,
      row_number() OVER (PARTITION BY s.run_id, s.outcome <> 'ticketed' ORDER BY s.number) AS nth_release
    FROM growth_story s)
  SELECT run_id, created_at AS at, (nth + 9) / 10 AS ver, others AS before, others | own AS after FROM told
  UNION ALL
  SELECT run_id, created_at + interval '5 minutes', (holds + 9) / 10 + (nth_release + 9) / 10, others | own, others
  FROM told WHERE outcome <> 'ticketed'`;

/** Seats of the past's runs; $1 run ids, then one array each of index, coach, row and letter. */
export const seatsInsert = `
  INSERT INTO seat (id, run_id, class, coach, row_no, letter, sold)
  SELECT r.id * 10000 + p.at, r.id, 4, p.coach, p.row_no, p.letter, coalesce(t.sold, 0)
  FROM unnest($1::bigint[]) AS r (id)
  CROSS JOIN unnest($2::int[], $3::smallint[], $4::smallint[], $5::text[]) AS p (at, coach, row_no, letter)
  LEFT JOIN (SELECT seat_id, bit_or(segment_bits(from_stop, to_stop)) AS sold FROM growth_story
    WHERE outcome = 'ticketed' GROUP BY seat_id) t ON t.seat_id = r.id * 10000 + p.at`;

export const versionsUpdate = `
  UPDATE run r SET ver = c.ver FROM (SELECT run_id, max(ver) AS ver FROM growth_change GROUP BY run_id) c WHERE c.run_id = r.id`;

/** Central's part of the same past. */
export const centralStatements: readonly { readonly table: string; readonly sql: string }[] = [
  {
    table: 'intake',
    sql: `
      INSERT INTO intake (caller, key, request_hash, booking_id, bureau, reference, account_id, plan, contact_sealed, created_at,
        closed_at, outcome)
      SELECT s.account, 'key-' || s.id, ${requestHash}, s.number, s.bureau, s.reference, s.account, jsonb_build_object(
        'runId', s.run_id, 'trainId', s.run_id % 10000000, 'serviceDate', s.date, 'seatClass', 'second', 'from', s.from_stop,
        'to', s.to_stop, 'letters', '[]'::jsonb, 'priceFen', ${rideFen}, 'currency', 'CNY', 'language', 'zh', 'channel', 'passenger',
        'windowMs', 1200000, 'departsAt', extract(epoch FROM s.departs_at)::bigint * 1000,
        'arrivesAt', extract(epoch FROM s.arrives_at)::bigint * 1000,
        'lastMoment', extract(epoch FROM s.departs_at)::bigint * 1000 - 600000, 'passengers', ${passengers}),
        s.contact, s.created_at, ${closedAt}, s.outcome
      FROM growth_story s ORDER BY s.number`,
  },
  {
    table: 'claim',
    sql: `
      INSERT INTO claim (document_hash, train_id, service_date, booking_id, departs_at, arrives_at)
      SELECT s.document, s.run_id % 10000000, s.date, s.number, s.departs_at, s.arrives_at
      FROM growth_story s WHERE s.outcome = 'ticketed' ORDER BY s.number`,
  },
  {
    table: 'account_sale',
    sql: `
      INSERT INTO account_sale (account_id, cancel_day, cancel_count)
      SELECT s.account, max(s.created_at)::date, 1 FROM growth_story s GROUP BY s.account
      ON CONFLICT DO NOTHING`,
  },
];
