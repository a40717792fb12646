import type { CentralDatabase, Shards, ShardTransaction } from '@interlock/db/connections';
import type { ShardName } from '@interlock/domain/ids';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import type { PaymentGateway } from '@interlock/gateways/payments/payment-gateway';
import type { BookingProcess } from '@interlock/workflows/booking/contract';
import type { CountsSource } from './counts.ts';
import type { NamedText } from './document-numbers.ts';

/** Numbers of docs/invariants.md. */
export type InvariantNumber =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'I20'
  | 'I21'
  | 'I22'
  | 'I23'
  | 'I25'
  | 'I28'
  | 'I30'
  | 'I31'
  | 'I32'
  | 'I33'
  | 'I34'
  | 'I35';

/** One thing that is not as it must be. */
export interface Breach {
  /** A reference, a seat, an operation: what staff would look for. */
  readonly id: string;
  readonly why: string;
}

/** How long something may take before it counts as a breach, in milliseconds. */
export interface VerifyLimits {
  /** A breach that spans two systems counts only if it is still there after this. */
  readonly secondLookMs: number;
  /** A held row may be swept this long after expires-at. */
  readonly heldGraceMs: number;
  /** Inbox rows and messages without an outcome. */
  readonly undeliveredMs: number;
  /** Reserved money of a booking that has ended. */
  readonly reservedMs: number;
  /** Beyond the longest a booking can be unpaid by the rules. */
  readonly unfinishedMs: number;
}

export const verifyLimits: VerifyLimits = {
  secondLookMs: 5_000,
  heldGraceMs: 60_000,
  undeliveredMs: 5 * 60_000,
  reservedMs: 15 * 60_000,
  unfinishedMs: 10 * 60_000,
};

/** What the checks may look at; nothing in it writes. */
export interface VerifyContext {
  readonly central: CentralDatabase;
  readonly shards: Shards;
  readonly processes: Pick<BookingProcess, 'listOpen'>;
  readonly payments: Pick<PaymentGateway, 'listIntents'>;
  readonly rules: SaleRules;
  /** PEM of the key that the ticket codes are verified with. */
  readonly ticketKey: string;
  /** The counts as searches see them; null skips their comparison. */
  readonly counts: CountsSource | null;
  /** Logs and histories, scanned for document numbers. */
  texts(): AsyncIterable<NamedText>;
  now(): Instant;
  readonly limits: VerifyLimits;
}

/** One shard as it was at one instant. */
export interface ShardSnapshot {
  readonly shard: ShardName;
  readonly reader: ShardTransaction;
  readonly context: VerifyContext;
}

interface Check {
  readonly number: InvariantNumber;
  /** The sentence that must be true. */
  readonly says: string;
  /** `two-systems`: the parts are not read at one instant, so a second look decides. */
  readonly spans: 'one-database' | 'two-systems';
}

export interface ShardCheck extends Check {
  find(snapshot: ShardSnapshot): Promise<Breach[]>;
}

/** A check across shards, central, Temporal or the provider. */
export interface WideCheck extends Check {
  find(context: VerifyContext): Promise<Breach[]>;
}
