import type { BookingId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';

/** What we ask the provider's page to collect. Equal input always makes an equal request. */
export type CheckoutOrder = {
  bookingId: BookingId;
  /** 1, 2, 3 … per booking; a new number opens a new page. */
  attempt: number;
  amountFen: Fen;
  currency: 'CNY';
  description: string;
  locale: 'zh' | 'en';
  /** Where the customer lands after paying. Shown to nobody as proof of payment. */
  returnUrl: string;
  cancelUrl: string;
  /** The hold's deadline. The page itself closes no earlier than 31 minutes later, see `openCheckout`. */
  expiresAt: Instant;
};

/**
 * Where one payment stands at the provider.
 * `open`: nothing authorised, the customer may still try; `processing`: the bank has not decided;
 * `authorised`: reserved, can be captured or voided; `captured`: taken, perhaps partly given back;
 * `voided`: the reservation is gone, nothing taken; `refunded`: taken and wholly given back;
 * `dead`: the page closed without any money.
 */
export type ProviderMoneyState =
  | 'open'
  | 'processing'
  | 'authorised'
  | 'captured'
  | 'voided'
  | 'refunded'
  | 'dead';

/** Amounts are minor units of `currency` (upper case, as the provider says, perhaps not ours). */
export type ProviderMoney = {
  state: ProviderMoneyState;
  intentId: string | null;
  /** Authorised, or asked for while nothing is authorised. */
  amountFen: number;
  capturedFen: number;
  refundedFen: number;
  currency: string;
  bookingId: string | null;
  attempt: number | null;
};

export type CheckoutAnswer =
  | { kind: 'opened'; sessionId: string; url: string }
  /** This attempt was opened before with other words (amount, addresses, language): take the next number. */
  | { kind: 'attempt-used' };

export type CaptureAnswer =
  | { kind: 'captured'; amountFen: number; currency: string }
  /** The bank or the provider said no; the reservation may still stand and must be voided. */
  | { kind: 'refused'; code: string }
  /** Nothing left to capture: voided before, or never authorised. */
  | { kind: 'already-ended'; money: ProviderMoney };

export type CancelAnswer =
  | { kind: 'voided' }
  /** Too late to void: it was captured. `refundedFen` tells how much has gone back already. */
  | { kind: 'captured'; amountFen: number; refundedFen: number; currency: string }
  /** The bank has not decided yet, or the page is still open: close the page and ask again later. */
  | { kind: 'not-yet'; money: ProviderMoney };

export type ExpireAnswer =
  | { kind: 'expired' }
  /** The customer had finished before: look at the money. */
  | { kind: 'completed'; money: ProviderMoney };

export type RefundAnswer =
  | { kind: 'refunded'; refundId: string; amountFen: number; currency: string }
  | { kind: 'refused'; code: string };

/** A verified event. `money` is the provider's picture at the time of the event, perhaps an old one. */
export type ProviderEvent = {
  kind: 'event';
  eventId: string;
  type: string;
  createdAt: Instant;
  intentId: string;
  money: ProviderMoney;
  bookingId: string | null;
};

export type WebhookRejection = {
  kind: 'rejected';
  /** `bad-signature` also covers a missing signature and one older than five minutes. */
  why: 'bad-signature' | 'from-the-future' | 'wrong-mode' | 'not-json';
};

export type WebhookIgnored = {
  kind: 'ignored';
  why: 'type-not-used';
  eventId: string;
  type: string;
};

export type WebhookAnswer = ProviderEvent | WebhookRejection | WebhookIgnored;

/** One line of the provider's own list, for verification and reconciliation. */
export type ProviderIntentLine = ProviderMoney & { intentId: string; createdAt: Instant };

/** One past event as the provider lists it, whether or not it was delivered. */
export type ProviderEventLine = {
  eventId: string;
  type: string;
  createdAt: Instant;
  /** True while the provider still tries to deliver it. */
  undelivered: boolean;
  intentId: string | null;
};

/**
 * The way to a payment provider that reserves money first and takes it on request.
 *
 * Every call throws `ProviderUnavailable` when nothing was sent or accepted (ask again freely) and
 * `ProviderUnknown` when it was sent and the outcome is unknown (ask again: keys make it safe).
 * A "no" of the provider is a returned value.
 */
export type PaymentGateway = {
  /**
   * Opens the provider's hosted page for one attempt; key `<booking>:<attempt>:checkout`.
   * The provider allows no page shorter than 30 minutes, so the page outlives `expiresAt` by 31 minutes:
   * whoever ends the hold closes the page with `expireCheckout`.
   */
  openCheckout: (order: CheckoutOrder) => Promise<CheckoutAnswer>;
  /** The present state of an attempt: its page and, once the customer tried, its intent. */
  lookAtAttempt: (of: { sessionId: string }) => Promise<ProviderMoney>;
  lookAtIntent: (of: { intentId: string }) => Promise<ProviderMoney>;
  /** Takes the reserved money; key `<booking>:<intent>:capture`. */
  capture: (of: {
    bookingId: BookingId;
    intentId: string;
    amountFen: Fen;
  }) => Promise<CaptureAnswer>;
  /** Lets a reservation go; looks first, so that it answers right however often it is asked. */
  cancelIntent: (of: { bookingId: BookingId; intentId: string }) => Promise<CancelAnswer>;
  /** Closes the hosted page for good; key `<session>:expire`. */
  expireCheckout: (of: { sessionId: string }) => Promise<ExpireAnswer>;
  /** Gives captured money back; key `<booking>:<intent>:refund:<operation>`. */
  refund: (of: {
    bookingId: BookingId;
    intentId: string;
    amountFen: Fen;
    operation: string;
  }) => Promise<RefundAnswer>;
  /** All intents made since that instant, newest first, with what was captured and refunded. */
  listIntents: (of: { since: Instant }) => AsyncIterable<ProviderIntentLine>;
  /** All events since that instant, newest first. */
  listEvents: (of: { since: Instant }) => AsyncIterable<ProviderEventLine>;
  /** Checks signature, age and mode of a webhook's raw body, and reads it. Never throws for bad input. */
  parseWebhook: (of: { rawBody: Uint8Array; signature: string }) => WebhookAnswer;
};

/** The provider was not reached, or did not accept any work (refused connection, 429, wrong key). */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}

/** The request was sent and its outcome is unknown (time-out, cut connection, 5xx, same key in flight). */
export class ProviderUnknown extends Error {
  override readonly name = 'ProviderUnknown';
}
