import { auditHash, type AuditInput } from '@interlock/db/audit';
import type { Breach } from '@interlock/db/verify/shard-check';
import type { VerifyContext, WideCheck } from './invariant.ts';

/** What staff did, and whether the trail of it is whole. */
export const auditChecks: readonly WideCheck[] = [
  {
    number: 'I33',
    says: 'every act of staff has an audit row with actor, reason and outcome, and the chain of hashes holds',
    spans: 'two-systems',
    find: auditIsWhole,
  },
];

interface Row extends AuditInput {
  readonly id: bigint;
  readonly hash: string;
  readonly isUnfinished: boolean;
}

async function auditIsWhole(context: VerifyContext): Promise<Breach[]> {
  const rows = await context.central.read(
    (central) => central.$queryRaw<Row[]>`
      SELECT id, actor, action, subject, reason, before, hash,
             outcome IS NULL AND at < clock_timestamp() - ${context.limits.undeliveredMs}::float8 * interval '1 ms' AS "isUnfinished"
        FROM audit ORDER BY id`,
  );
  const acts = await staffActs(context);
  const audited = new Set(rows.map(({ actor, subject }) => `${actor} ${subject}`));
  return [
    ...chainBreaches(rows),
    ...rows
      .filter(({ actor, reason }) => actor.trim() === '' || reason.trim() === '')
      .map(({ id }) => ({ id: `audit row ${id}`, why: 'without actor or reason' })),
    ...rows
      .filter(({ isUnfinished }) => isUnfinished)
      .map(({ id }) => ({ id: `audit row ${id}`, why: 'says what was begun, not how it ended' })),
    ...acts
      .filter(({ actor, reference }) => !audited.has(`${actor} ${reference}`))
      .map(({ actor, reference }) => ({
        id: reference,
        why: `changed by ${actor} without an audit row`,
      })),
  ];
}

function chainBreaches(rows: Row[]): Breach[] {
  let previous = '';
  return rows.flatMap((row) => {
    const isRight = auditHash(previous, row) === row.hash;
    previous = row.hash;
    return isRight
      ? []
      : [{ id: `audit row ${row.id}`, why: 'its hash does not fit it and the row before' }];
  });
}

async function staffActs(context: VerifyContext): Promise<{ actor: string; reference: string }[]> {
  const lists = await Promise.all(
    context.shards.names().map((shard) =>
      context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<{ actor: string; reference: string }[]>`
          SELECT DISTINCT e.actor, b.reference FROM booking_event e JOIN booking b ON b.id = e.booking_id
           WHERE e.actor LIKE 'staff:%'`,
      ),
    ),
  );
  return lists.flat();
}
