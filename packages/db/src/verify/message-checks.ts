import type { Breach, ShardCheck, ShardSnapshot } from './shard-check.ts';

/** News that came in and messages that went out. */
export const messageChecks: readonly ShardCheck[] = [
  {
    number: 'I30',
    says: 'no news and no message waits longer than it may, and what was given up says why',
    spans: 'one-database',
    find: nothingWaits,
  },
  {
    number: 'I31',
    says: 'every piece of news is of a known booking and has an outcome in words, and no money moved without news',
    spans: 'one-database',
    find: newsIsAccounted,
  },
  {
    number: 'I32',
    says: 'a ticketed booking has its message, at most one of each kind and channel, and no other booking has one',
    spans: 'one-database',
    find: ticketsAreAnnounced,
  },
];

async function nothingWaits({ reader, context }: ShardSnapshot): Promise<Breach[]> {
  const { undeliveredMs } = context.limits;
  const triedForMs = context.rules.notifyForMs + undeliveredMs;
  return reader.$queryRaw<Breach[]>`
    SELECT 'event ' || i.event_id AS id, 'news without an outcome' AS why FROM inbox i
     WHERE i.outcome IS NULL AND i.received_at < clock_timestamp() - ${undeliveredMs}::float8 * interval '1 ms'
    UNION ALL
    SELECT 'message ' || n.message_id,
           CASE WHEN n.state IN ('failed', 'unknown') THEN format('%s, and nobody knows why', n.state)
                ELSE format('%s since %s', n.state, date_trunc('second', clock_timestamp() - n.created_at)) END
      FROM notification n
     WHERE (n.state IN ('waiting', 'sending')
            AND (n.next_at < clock_timestamp() - ${undeliveredMs}::float8 * interval '1 ms'
              OR n.created_at < clock_timestamp() - ${triedForMs}::float8 * interval '1 ms'))
        OR (n.state IN ('failed', 'unknown') AND coalesce(n.last_error, '') = '')`;
}

async function newsIsAccounted({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT 'event ' || i.event_id AS id,
           CASE WHEN b.id IS NULL THEN 'of a booking without a row' ELSE 'its outcome is empty or has no time' END AS why
      FROM inbox i LEFT JOIN booking b ON b.id = i.booking_id
     WHERE b.id IS NULL OR i.outcome = '' OR (i.outcome IS NULL) <> (i.outcome_at IS NULL)
    UNION ALL
    SELECT 'event ' || i.event_id, 'taken in more than once' FROM inbox i GROUP BY i.event_id HAVING count(*) > 1
    UNION ALL
    SELECT 'payment ' || p.id, format('%s, but no news of intent %s came in', p.state, p.intent_id)
      FROM payment p
     WHERE p.state IN ('authorised', 'captured', 'refunded') AND NOT EXISTS (
       SELECT FROM inbox i WHERE i.intent_id = p.intent_id AND i.booking_id = p.booking_id)`;
}

async function ticketsAreAnnounced({ reader }: ShardSnapshot): Promise<Breach[]> {
  return reader.$queryRaw<Breach[]>`
    SELECT b.reference AS id, 'ticketed without a message' AS why FROM booking b
     WHERE b.state = 3 AND NOT EXISTS (SELECT FROM notification n WHERE n.booking_id = b.id AND n.kind = 'ticket')
    UNION ALL
    SELECT coalesce(b.reference, 'booking ' || n.booking_id), format('%s messages by %s about a ticket', count(*), n.channel)
      FROM notification n LEFT JOIN booking b ON b.id = n.booking_id
     WHERE n.kind = 'ticket' GROUP BY n.booking_id, b.reference, b.state, n.channel
    HAVING count(*) > 1 OR b.state IS DISTINCT FROM 3`;
}
