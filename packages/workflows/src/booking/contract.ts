import type { BookingId, IntentId, ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';

/** Names and shapes of the booking process; the only part of it that clients know. */
export const bookingWorkflowType = 'booking';
export const holdUpdateName = 'hold';
export const paymentAuthorisedUpdateName = 'paymentAuthorised';
export const cancelUpdateName = 'cancel';

/** The constant update id that makes the opening request repeatable. */
export const holdUpdateId = 'hold';

/** Workflow id of a booking: one per booking for ever. */
export function bookingWorkflowId(bookingId: BookingId): string {
  return `booking/${bookingId}`;
}

/** Task queue of a shard: trouble on one shard stays there. */
export function bookingTaskQueue(shard: ShardName): string {
  return `bookings.${shard}`;
}

/** Opaque ids and instants only: nothing personal travels through Temporal. */
export interface BookingInput {
  readonly bookingId: BookingId;
  /** Past this moment the workflow ends without holding. */
  readonly decideBy: Instant;
  readonly timings: BookingTimings;
}

/** Durations in milliseconds that the workflow itself needs. */
export interface BookingTimings {
  readonly holdAnswerMs: number;
  readonly notifyForMs: number;
  readonly alarmAfterMs: number;
}

export type HoldReply =
  | { readonly kind: 'held' }
  | { readonly kind: 'sold-out' }
  | SeatsTaken
  | { readonly kind: 'busy' }
  | { readonly kind: 'hold-lost' }
  | { readonly kind: 'conflict' };

/** Codes of the asked seats that are not free, and of the nearest free ones. */
export interface SeatsTaken {
  readonly kind: 'seats-taken';
  readonly lost: string[];
  readonly nearest: string[];
}

/** Why a hold was given up before anybody had seats. */
export type AbandonReason = 'sold-out' | 'seats-taken' | 'busy' | 'refused';

/** The reason that goes with an answer. */
export function abandonReasonOf({ kind }: HoldReply): AbandonReason {
  return kind === 'sold-out' || kind === 'seats-taken' || kind === 'busy' ? kind : 'refused';
}

export interface PaymentAuthorisedInput {
  readonly intentId: IntentId;
}

export type PaymentReply =
  | { readonly kind: 'ticketed' }
  | { readonly kind: 'second-money' }
  | { readonly kind: 'hold-lost' }
  | { readonly kind: 'refused' };

export interface CancelInput {
  /** Unique per click: the same request is answered once. */
  readonly requestId: string;
  readonly actor: string;
}

export type CancelReply =
  | { readonly kind: 'released' }
  | { readonly kind: 'payment-in-progress' }
  | { readonly kind: 'already-ticketed' };

export type Unreachable = { readonly kind: 'unavailable' };
export type Gone = { readonly kind: 'gone' };
export type NoAnswer = { readonly kind: 'no-answer' };

/** One line of a workflow's history, without payloads. */
export interface HistoryEvent {
  readonly id: number;
  readonly type: string;
  readonly at: Instant;
  readonly name: string | null;
  readonly attempt: number | null;
  readonly failure: string | null;
}

/** What came of trying to hold. */
export type HoldStep =
  | { kind: 'held'; payInMs: number }
  | { kind: 'sold-out' }
  | SeatsTaken
  | { kind: 'busy' }
  | { kind: 'hold-lost' }
  | { kind: 'conflict' };

/** How a booking stands after a step that could have ended it. */
export type Standing =
  | { kind: 'held'; payInMs: number }
  | { kind: 'money'; intentId: IntentId }
  | { kind: 'confirmed'; intentId: IntentId }
  | { kind: 'ticketed'; otherMoney: boolean }
  | { kind: 'released'; money: boolean };

export type CaptureStep = { kind: 'captured' } | { kind: 'refused' };

/** What web, api and the loops ask of the durable process. */
export interface BookingProcess {
  hold(input: {
    bookingId: BookingId;
    shard: ShardName;
    decideBy: Instant;
    timings: BookingTimings;
    waitMs: number;
  }): Promise<HoldReply | Gone | NoAnswer | Unreachable>;
  /** A hint after the inbox commit; answers as soon as the workflow has accepted it. */
  paymentAuthorised(input: {
    bookingId: BookingId;
    intentId: IntentId;
  }): Promise<{ kind: 'accepted' } | Gone | Unreachable>;
  cancel(input: {
    bookingId: BookingId;
    requestId: string;
    actor: string;
  }): Promise<CancelReply | Gone | NoAnswer | Unreachable>;
  /** `closed` also when Temporal has never heard of it. */
  stateOf(bookingId: BookingId): Promise<{ kind: 'open' } | { kind: 'closed' } | Unreachable>;
  /** Workflow ids of open booking and settle workflows. */
  listOpen(): Promise<string[]>;
  history(bookingId: BookingId): Promise<HistoryEvent[] | null>;
}
