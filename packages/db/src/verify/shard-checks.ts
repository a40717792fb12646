import type { ShardName } from '@interlock/domain/ids';
import type { Shards } from '../connections.ts';
import { bookingChecks } from './booking-checks.ts';
import { messageChecks } from './message-checks.ts';
import { moneyChecks } from './money-checks.ts';
import { seatChecks } from './seat-checks.ts';
import type { Breach, ShardCheck, ShardInvariant } from './shard-check.ts';

/** Every check that needs nothing but a shard's rows. */
export const shardChecks: readonly ShardCheck[] = [
  ...seatChecks,
  ...bookingChecks,
  ...moneyChecks,
  ...messageChecks,
];

/** What must hold at any moment, also while a test has stopped a booking half-way and nobody repairs. */
export const shardInvariantsAtAnyMoment: readonly ShardInvariant[] = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I6',
  'I8',
  'I10',
  'I20',
  'I21',
  'I25',
  'I35',
];

export interface ShardLook<Context> {
  readonly shard: ShardName;
  readonly checks: readonly ShardCheck<Context>[];
  readonly context: Context;
}

/** What each check finds, all of them in one snapshot of the shard. */
export async function lookAtShard<Context>(
  shards: Shards,
  { shard, checks, context }: ShardLook<Context>,
): Promise<{ check: ShardCheck<Context>; breaches: Breach[] }[]> {
  return shards.transact({ shard }, async (reader) => {
    await reader.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
    const found: { check: ShardCheck<Context>; breaches: Breach[] }[] = [];
    for (const check of checks) {
      found.push({ check, breaches: await check.find({ shard, reader, context }) });
    }
    return found;
  });
}
