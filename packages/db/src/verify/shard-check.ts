import type { ShardName } from '@interlock/domain/ids';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { ShardTransaction } from '../connections.ts';

/** Numbers of docs/invariants.md that the rows of one shard answer. */
export type ShardInvariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I8'
  | 'I10'
  | 'I12'
  | 'I20'
  | 'I21'
  | 'I22'
  | 'I23'
  | 'I25'
  | 'I28'
  | 'I30'
  | 'I31'
  | 'I32'
  | 'I35';

/** One thing that is not as it must be. */
export interface Breach {
  /** A reference, a seat, an operation: what staff would look for. */
  readonly id: string;
  readonly why: string;
}

/** How long something may take before it counts as a breach, in milliseconds. */
export interface ShardLimits {
  /** A held row may be swept this long after expires-at. */
  readonly heldGraceMs: number;
  /** Inbox rows and messages without an outcome. */
  readonly undeliveredMs: number;
  /** Reserved money of a booking that has ended. */
  readonly reservedMs: number;
  /** Beyond the longest a booking can be unpaid by the rules. */
  readonly unfinishedMs: number;
}

export const shardLimits: ShardLimits = {
  heldGraceMs: 60_000,
  undeliveredMs: 5 * 60_000,
  reservedMs: 15 * 60_000,
  unfinishedMs: 10 * 60_000,
};

/** What a check knows besides the rows. */
export interface ShardContext {
  readonly rules: SaleRules;
  readonly limits: ShardLimits;
}

/** One shard as it was at one instant. */
export interface ShardSnapshot<Context = ShardContext> {
  readonly shard: ShardName;
  readonly reader: ShardTransaction;
  readonly context: Context;
}

export interface Check<Number extends string> {
  readonly number: Number;
  /** The sentence that must be true. */
  readonly says: string;
  /** `two-systems`: the parts are not read at one instant, so a second look decides. */
  readonly spans: 'one-database' | 'two-systems';
}

export interface ShardCheck<Context = ShardContext> extends Check<ShardInvariant> {
  find(snapshot: ShardSnapshot<Context>): Promise<Breach[]>;
}
