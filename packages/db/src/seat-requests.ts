import type { BookingState, ReleaseReason } from '@interlock/domain/bookings/booking-states';
import type { SeatClass } from '@interlock/domain/classes';
import type { BookingId, BookingReference, IntentId, RunId, SeatId } from '@interlock/domain/ids';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import type { SeatPlace } from '@interlock/domain/seat-place';
import type { Instant } from '@interlock/domain/time';

/** Seats for one booking on one run; asking again with the same id gives the same answer. */
export interface HoldRequest {
  readonly bookingId: BookingId;
  readonly reference: BookingReference;
  readonly runId: RunId;
  readonly seatClass: SeatClass;
  /** Stop positions; the ride is [from, to). */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly letters: readonly string[];
  /** Exactly these seats or none, one per passenger in their order; any seats when left out. */
  readonly places?: readonly SeatPlace[];
  readonly windowMs: number;
  readonly graceMs: number;
  readonly booking: HeldBooking;
  /** Not decided before this: answered busy. */
  readonly giveUpAt: Instant;
  /** Who it is for the booking's story; the workflow when left out. */
  readonly actor?: string;
}

/** What the booking row keeps besides its seats. */
export interface HeldBooking {
  readonly accountId: string;
  readonly channel: string;
  readonly requestHash: string;
  readonly priceFen: number;
  readonly currency: string;
  readonly language: string;
  readonly passengers: readonly BookedPassenger[];
  readonly contactSealed: Uint8Array | null;
  readonly departsAt: Instant;
  readonly arrivesAt: Instant;
  readonly lastMoment: Instant;
}

export interface HeldSeat {
  readonly seatId: SeatId;
  readonly coach: number;
  readonly row: number;
  readonly letter: string;
}

/** Nothing is held: no seats are left, or some of the places asked for are not free. */
export type NotFree =
  | { readonly kind: 'sold-out' }
  | {
      readonly kind: 'seats-taken';
      readonly lost: readonly SeatPlace[];
      /** For each of them the nearest free place, as far as there are any. */
      readonly nearest: readonly SeatPlace[];
    };

export type HoldAnswer =
  | {
      readonly kind: 'held';
      readonly bookingId: BookingId;
      /** Further on than held when the same booking is asked for again later. */
      readonly state: Exclude<BookingState, 'released'>;
      readonly seats: HeldSeat[];
      readonly payBy: Instant;
      readonly expiresAt: Instant;
    }
  | NotFree
  | { readonly kind: 'busy' }
  /** The booking was released, or refused before it could hold. */
  | { readonly kind: 'hold-lost' }
  /** The id belongs to another account or another request. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown-run' };

export interface ReleaseRequest {
  readonly bookingId: BookingId;
  readonly expect: 'held' | 'confirmed';
  /** Which deadline must have passed by the database's clock. */
  readonly due: 'now' | 'pay-by' | 'expires-at';
  readonly reason: ReleaseReason;
  readonly actor: string;
  readonly operation: string;
  /** What the tombstone of an unknown booking shall say. */
  readonly tombstone?: Tombstone;
}

export interface Tombstone {
  readonly reference: BookingReference;
  readonly runId: RunId;
  readonly seatClass: SeatClass;
  readonly from: number;
  readonly to: number;
  readonly accountId: string;
  readonly requestHash: string;
}

export type ReleaseAnswer =
  | { readonly kind: 'released'; readonly reason: ReleaseReason; readonly seatsFreed: number }
  | { readonly kind: 'already-released'; readonly reason: ReleaseReason }
  /** Right money waits, or it is confirmed. */
  | { readonly kind: 'payment-in-progress' }
  | { readonly kind: 'ticketed' }
  /** The deadline asked for is ahead, or the row is held where confirmed was expected. */
  | { readonly kind: 'not-due'; readonly payBy: Instant; readonly expiresAt: Instant }
  /** Nobody knew the booking: it is now refused for good. */
  | { readonly kind: 'tombstoned' };

export interface ConfirmRequest {
  readonly bookingId: BookingId;
  readonly intentId: IntentId;
  readonly actor: string;
}

export type ConfirmAnswer =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'same-answer'; readonly state: BookingState }
  | { readonly kind: 'second-money'; readonly state: BookingState }
  | { readonly kind: 'hold-lost' }
  | { readonly kind: 'refused-intent' }
  | { readonly kind: 'wrong-amount' }
  | { readonly kind: 'unknown-payment' };
