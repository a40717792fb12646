import { setTimeout as pause } from 'node:timers/promises';
import type { Breach, ShardCheck } from '@interlock/db/verify/shard-check';
import { lookAtShard, shardChecks as rowChecks } from '@interlock/db/verify/shard-checks';
import { auditChecks } from './audit-checks.ts';
import { countChecks } from './counts.ts';
import { intakeChecks } from './intake-checks.ts';
import type { InvariantNumber, VerifyContext, WideCheck } from './invariant.ts';
import { privacyChecks } from './privacy-checks.ts';
import { processChecks } from './process-checks.ts';
import { providerChecks } from './provider-checks.ts';
import { ticketChecks } from './ticket-checks.ts';

const shardChecks: readonly ShardCheck<VerifyContext>[] = [...rowChecks, ...ticketChecks];

const wideChecks: readonly WideCheck[] = [
  ...countChecks,
  ...processChecks,
  ...intakeChecks,
  ...providerChecks,
  ...auditChecks,
  ...privacyChecks,
];

const everyCheck = [...shardChecks, ...wideChecks];

/** One broken invariant in one place. */
export interface Finding {
  readonly invariant: InvariantNumber;
  readonly says: string;
  /** The shard, or `everywhere` for a check across systems. */
  readonly where: string;
  readonly count: number;
  /** The first of them. */
  readonly breaches: readonly Breach[];
}

export interface VerifyReport {
  /** The invariants that were looked at, in order. */
  readonly checked: readonly InvariantNumber[];
  readonly findings: readonly Finding[];
}

type Check = ShardCheck<VerifyContext> | WideCheck;

interface Result {
  readonly check: Check;
  readonly where: string;
  readonly breaches: readonly Breach[];
}

const breachesShown = 20;

/**
 * Looks at every invariant, or only at those named, each shard in one snapshot. What spans two systems is looked at twice, `secondLookMs`
 * apart, and counts only if it is there both times. Throws when a system is away: then nothing is known.
 */
export async function verify(
  context: VerifyContext,
  only?: readonly string[],
): Promise<VerifyReport> {
  const unknown = only?.filter((name) => !everyCheck.some(({ number }) => number === name)) ?? [];
  if (unknown.length > 0) throw new RangeError(`there is no invariant ${unknown.join(', ')}`);
  function isWanted({ number }: Check): boolean {
    return only?.includes(number) ?? true;
  }
  const wanted = { shard: shardChecks.filter(isWanted), wide: wideChecks.filter(isWanted) };
  const first = await look(context, wanted);
  const doubtful = first.filter(
    ({ check, breaches }) => check.spans === 'two-systems' && breaches.length > 0,
  );
  const confirmed = doubtful.length === 0 ? [] : await lookAgain(context, doubtful);
  const certain = first.filter(({ check }) => check.spans === 'one-database');
  const findings = [...certain, ...confirmed]
    .filter(({ breaches }) => breaches.length > 0)
    .map(findingOf);
  const checked = [...new Set([...wanted.shard, ...wanted.wide].map(({ number }) => number))];
  return {
    checked: checked.toSorted(byNumber),
    findings: findings.toSorted((a, b) => byNumber(a.invariant, b.invariant)),
  };
}

interface Checks {
  readonly shard: readonly ShardCheck<VerifyContext>[];
  readonly wide: readonly WideCheck[];
}

async function look(context: VerifyContext, checks: Checks): Promise<Result[]> {
  const shards = checks.shard.length === 0 ? [] : context.shards.names();
  const perShard = await Promise.all(
    shards.map(async (shard) => {
      const found = await lookAtShard(context.shards, { shard, checks: checks.shard, context });
      return found.map((result) => ({ ...result, where: shard as string }));
    }),
  );
  const results: Result[] = perShard.flat();
  for (const check of checks.wide) {
    results.push({ check, where: 'everywhere', breaches: await check.find(context) });
  }
  return results;
}

/** Keeps of the doubtful results what is still so after a while. */
async function lookAgain(context: VerifyContext, doubtful: readonly Result[]): Promise<Result[]> {
  await pause(context.limits.secondLookMs);
  const suspects = new Set(doubtful.map(({ check }) => check));
  const second = await look(context, {
    shard: shardChecks.filter((check) => suspects.has(check)),
    wide: wideChecks.filter((check) => suspects.has(check)),
  });
  return doubtful.map((result) => {
    const again = second.find(
      ({ check, where }) => check === result.check && where === result.where,
    );
    const ids = new Set(again?.breaches.map(({ id }) => id));
    return { ...result, breaches: result.breaches.filter(({ id }) => ids.has(id)) };
  });
}

function findingOf({ check, where, breaches }: Result): Finding {
  return {
    invariant: check.number,
    says: check.says,
    where,
    count: breaches.length,
    breaches: breaches.slice(0, breachesShown),
  };
}

function byNumber(a: InvariantNumber, b: InvariantNumber): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}
