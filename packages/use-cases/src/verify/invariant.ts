import type { CentralDatabase, Shards } from '@interlock/db/connections';
import {
  shardLimits,
  type Breach,
  type Check,
  type ShardInvariant,
  type ShardLimits,
} from '@interlock/db/verify/shard-check';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import type { PaymentGateway } from '@interlock/gateways/payments/payment-gateway';
import type { BookingProcess } from '@interlock/workflows/booking/contract';
import type { CountsSource } from './counts.ts';
import type { NamedText } from './document-numbers.ts';

/** Numbers of docs/invariants.md. */
export type InvariantNumber = ShardInvariant | 'I7' | 'I11' | 'I13' | 'I14' | 'I33' | 'I34';

export interface VerifyLimits extends ShardLimits {
  /** A breach that spans two systems counts only if it is still there after this. */
  readonly secondLookMs: number;
}

export const verifyLimits: VerifyLimits = { ...shardLimits, secondLookMs: 5_000 };

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

/** A check across shards, central, Temporal or the provider. */
export interface WideCheck extends Check<InvariantNumber> {
  find(context: VerifyContext): Promise<Breach[]>;
}
