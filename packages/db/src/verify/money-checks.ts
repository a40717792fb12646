import type { Breach, ShardCheck, ShardSnapshot } from './shard-check.ts';

/** What a shard's own books say about money; the provider's list is compared in provider-checks.ts. */
export const moneyChecks: readonly ShardCheck[] = [
  {
    number: 'I20',
    says: 'every ledger operation balances and is whole, and nothing can change it afterwards',
    spans: 'one-database',
    find: operationsBalance,
  },
  {
    number: 'I21',
    says: 'all accounts together are zero in each currency',
    spans: 'one-database',
    find: trialBalanceIsZero,
  },
  {
    number: 'I22',
    says: 'captured money either bought its ticket and is kept, or is given back in full',
    spans: 'two-systems',
    find: moneyIsKeptOrReturned,
  },
  {
    number: 'I23',
    says: 'a ticketed booking is paid by exactly one capture, of at least its price and at most what was authorised',
    spans: 'one-database',
    find: ticketsArePaidOnce,
  },
  {
    number: 'I25',
    says: 'a booking that has ended holds no prepayment, and nothing waits in suspense for a day',
    spans: 'two-systems',
    find: prepaymentsAreUsed,
  },
  {
    number: 'I28',
    says: 'no money stays reserved for a booking that has ended',
    spans: 'one-database',
    find: reservationsEnd,
  },
];

async function operationsBalance({ reader }: ShardSnapshot): Promise<Breach[]> {
  const operations = await reader.$queryRaw<Breach[]>`
    SELECT 'operation ' || l.operation AS id,
           format('debit %s, credit %s, %s lines up to number %s, %s currencies',
                  sum(l.debit_fen), sum(l.credit_fen), count(*), max(l.ord), count(DISTINCT l.currency)) AS why
      FROM ledger l GROUP BY l.operation
    HAVING sum(l.debit_fen) <> sum(l.credit_fen) OR count(*) <> max(l.ord) OR count(DISTINCT l.currency) > 1
     ORDER BY 1`;
  const doors = await reader.$queryRaw<Breach[]>`
    SELECT 'trigger ledger_append_only' AS id, 'missing or switched off: rows could be changed' AS why
     WHERE NOT EXISTS (
       SELECT FROM pg_trigger WHERE tgrelid = 'ledger'::regclass AND tgname = 'ledger_append_only' AND tgenabled IN ('O', 'A'))
    UNION ALL
    SELECT 'role ' || r.rolname, format('may %s ledger', lower(p.privilege))
      FROM pg_roles r CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
     WHERE r.rolname = 'interlock_app' AND has_table_privilege(r.oid, 'ledger', p.privilege)`;
  return [...operations, ...doors];
}

async function trialBalanceIsZero({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT 'currency ' || l.currency AS id, format('off by %s', sum(l.debit_fen) - sum(l.credit_fen)) AS why
      FROM ledger l GROUP BY l.currency HAVING sum(l.debit_fen) <> sum(l.credit_fen)`;
}

async function moneyIsKeptOrReturned({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT coalesce(b.reference, 'payment ' || p.id) AS id,
           CASE WHEN b.id IS NULL THEN format('captured %s for a booking without a row', p.captured_fen)
                WHEN p.refunded_fen > p.captured_fen THEN format('captured %s, gave back %s', p.captured_fen, p.refunded_fen)
                WHEN b.state = 3 AND b.confirmed_intent = p.intent_id
                THEN format('ticketed at %s, captured %s, gave back %s', b.price_fen, p.captured_fen, p.refunded_fen)
                ELSE format('no ticket for it, captured %s, gave back %s', p.captured_fen, p.refunded_fen) END AS why
      FROM payment p LEFT JOIN booking b ON b.id = p.booking_id
     WHERE (p.captured_fen > 0 OR p.state IN ('captured', 'refunded')) AND (
           b.id IS NULL OR p.refunded_fen > p.captured_fen
        OR (p.kept_at IS NOT NULL AND (b.state <> 3 OR b.confirmed_intent IS DISTINCT FROM p.intent_id))
        OR (b.state = 3 AND b.confirmed_intent = p.intent_id AND p.captured_fen - p.refunded_fen <> b.price_fen)
        OR (b.state IN (3, 4) AND (b.state = 4 OR b.confirmed_intent IS DISTINCT FROM p.intent_id)
            AND (p.captured_fen > p.refunded_fen OR p.state = 'captured')))
     ORDER BY p.id`;
}

async function ticketsArePaidOnce({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id,
           CASE WHEN p.id IS NULL THEN format('no payment row of intent %s', b.confirmed_intent)
                WHEN p.captured_fen < b.price_fen OR p.currency <> b.currency OR p.state <> 'captured'
                THEN format('price %s %s, payment %s with %s %s captured', b.price_fen, b.currency, p.state, p.captured_fen, p.currency)
                WHEN p.captured_fen > p.amount_fen THEN format('captured %s of %s authorised', p.captured_fen, p.amount_fen)
                WHEN p.kept_at IS NULL THEN 'its payment is not marked as kept'
                ELSE 'paid by more than one capture' END AS why
      FROM booking b LEFT JOIN payment p ON p.booking_id = b.id AND p.intent_id = b.confirmed_intent
     WHERE b.state = 3 AND (p.id IS NULL OR p.captured_fen < b.price_fen OR p.currency <> b.currency
        OR p.state <> 'captured' OR p.captured_fen > p.amount_fen OR p.kept_at IS NULL
        OR (SELECT count(*) FROM payment q WHERE q.booking_id = b.id AND q.captured_fen > q.refunded_fen) > 1)
     ORDER BY b.id`;
}

async function prepaymentsAreUsed({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id, format('ended with a prepayment of %s', sum(l.credit_fen) - sum(l.debit_fen)) AS why
      FROM ledger l JOIN booking b ON b.id = l.booking_id
     WHERE l.account = 'customer-prepayment' AND b.state IN (3, 4)
     GROUP BY b.id HAVING sum(l.debit_fen) <> sum(l.credit_fen)
    UNION ALL
    SELECT 'operation ' || l.operation, 'in suspense for more than a day'
      FROM ledger l WHERE l.account = 'suspense'
     GROUP BY l.operation, l.currency
    HAVING sum(l.debit_fen) <> sum(l.credit_fen) AND max(l.at) < clock_timestamp() - interval '24 hours'`;
}

async function reservationsEnd({ reader, context }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id, format('payment %s is still %s', p.id, p.state) AS why
      FROM payment p JOIN booking b ON b.id = p.booking_id
     WHERE p.state IN ('processing', 'authorised') AND b.state IN (3, 4)
       AND greatest(b.closed_at, p.created_at) < clock_timestamp() - ${context.limits.reservedMs}::float8 * interval '1 ms'
     ORDER BY p.id`;
}
