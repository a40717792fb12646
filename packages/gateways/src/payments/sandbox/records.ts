/** What the sandbox remembers. Amounts are minor units; times are Unix seconds, as at Stripe. */

export type SessionRecord = {
  id: string;
  created: number;
  amount: number;
  currency: string;
  description: string;
  locale: string | null;
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  expiresAt: number;
  metadata: Record<string, string>;
  intentMetadata: Record<string, string>;
  captureMethod: 'manual' | 'automatic';
  status: 'open' | 'complete' | 'expired';
  intentId: string | null;
};

export type IntentRecord = {
  id: string;
  created: number;
  sessionId: string;
  amount: number;
  currency: string;
  amountCapturable: number;
  amountReceived: number;
  captureMethod: 'manual' | 'automatic';
  status: IntentStatus;
  canceledAt: number | null;
  cancellationReason: string | null;
  lastError: { code: string; declineCode: string; message: string } | null;
  chargeId: string | null;
  metadata: Record<string, string>;
  description: string;
};

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type ChargeRecord = {
  id: string;
  created: number;
  intentId: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  currency: string;
  captured: boolean;
  metadata: Record<string, string>;
};

export type RefundRecord = {
  id: string;
  created: number;
  intentId: string;
  chargeId: string;
  amount: number;
  currency: string;
  metadata: Record<string, string>;
};

export type EventRecord = {
  id: string;
  created: number;
  type: string;
  booking: string | null;
  intentId: string | null;
  /** The object as it stood at that moment, already in Stripe's shape. */
  object: object;
  requestKey: string | null;
  delivery: 'pending' | 'delivered' | 'dropped';
};

/** The stored answer of one idempotency key. */
export type AnswerRecord = {
  key: string;
  created: number;
  fingerprint: string;
  status: number;
  body: string;
};

export type Put =
  | { kind: 'session'; value: SessionRecord }
  | { kind: 'intent'; value: IntentRecord }
  | { kind: 'charge'; value: ChargeRecord }
  | { kind: 'refund'; value: RefundRecord }
  | { kind: 'event'; value: EventRecord }
  | { kind: 'answer'; value: AnswerRecord };
