import {
  type BookingState,
  type ReleaseReason,
  bookingStateCode,
  bookingStateOf,
} from '@interlock/domain/bookings/booking-states';
import { seatClassCode } from '@interlock/domain/classes';
import { type RunId, type SeatId, bookingNumber, bureauOf } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import type {
  ConfirmAnswer,
  ConfirmRequest,
  HeldSeat,
  HoldAnswer,
  HoldRequest,
  ReleaseAnswer,
  ReleaseRequest,
} from './seat-requests.ts';

/** What commit_batch takes; see its migration. */
export interface WireBatch {
  runs: { id: RunId; ver: number }[];
  holds: Record<string, unknown>[];
  releases: Record<string, unknown>[];
  confirms: Record<string, unknown>[];
}

/** What commit_batch answers; ids are decimal text because 63 bits do not fit a JSON number. */
export interface WireAnswer {
  holds: (WirePlaced | WireFound)[];
  releases: WireRelease[];
  confirms: { id: string; kind: ConfirmAnswer['kind']; state: number | null }[];
  runs: { id: RunId; ver: number }[];
}

interface WirePlaced {
  id: string;
  kind: 'held';
  payBy: Instant;
  expiresAt: Instant;
}

export interface WireFound {
  id: string;
  kind: 'found';
  state: number;
  account: string;
  hash: string;
  payBy: Instant | null;
  expiresAt: Instant | null;
  seats: HeldSeat[];
}

export interface WireRelease {
  id: string;
  kind: ReleaseAnswer['kind'];
  reason: ReleaseReason;
  payBy: Instant | null;
  expiresAt: Instant | null;
  runId?: RunId;
  from?: number;
  to?: number;
  seatIds?: SeatId[];
}

/** The id as commit_batch spells it. */
export function wireId(request: { bookingId: HoldRequest['bookingId'] }): string {
  return bookingNumber(request.bookingId).toString();
}

export function wireHold(
  request: HoldRequest,
  seatIds: readonly number[],
): Record<string, unknown> {
  const { booking } = request;
  return {
    id: wireId(request),
    bureau: bureauOf(request.bookingId),
    reference: request.reference,
    run_id: request.runId,
    class: seatClassCode[request.seatClass],
    from_stop: request.from,
    to_stop: request.to,
    seat_ids: seatIds,
    account_id: booking.accountId,
    channel: booking.channel,
    request_hash: booking.requestHash,
    price_fen: booking.priceFen,
    currency: booking.currency,
    language: booking.language,
    passengers: booking.passengers,
    contact_sealed:
      booking.contactSealed === null
        ? null
        : `\\x${Buffer.from(booking.contactSealed).toString('hex')}`,
    departs_at: new Date(booking.departsAt).toISOString(),
    arrives_at: new Date(booking.arrivesAt).toISOString(),
    last_moment: new Date(booking.lastMoment).toISOString(),
    window_ms: request.windowMs,
    grace_ms: request.graceMs,
    actor: request.actor ?? 'workflow',
  };
}

export function wireRelease(request: ReleaseRequest): Record<string, unknown> {
  const tomb = request.tombstone;
  return {
    id: wireId(request),
    expect: bookingStateCode[request.expect],
    due: request.due,
    reason: request.reason,
    actor: request.actor,
    operation: request.operation,
    bureau: bureauOf(request.bookingId),
    reference: tomb?.reference,
    run_id: tomb?.runId,
    class: tomb === undefined ? undefined : seatClassCode[tomb.seatClass],
    from_stop: tomb?.from,
    to_stop: tomb?.to,
    account_id: tomb?.accountId,
    request_hash: tomb?.requestHash,
  };
}

export function wireConfirm(request: ConfirmRequest): Record<string, unknown> {
  return { id: wireId(request), intent: request.intentId, actor: request.actor };
}

/** The answer to asking again for a booking that exists. */
export function answerFound(request: HoldRequest, found: WireFound): HoldAnswer {
  const state = bookingStateOf(found.state);
  if (state === 'released') return { kind: 'hold-lost' };
  if (found.account !== request.booking.accountId || found.hash !== request.booking.requestHash)
    return { kind: 'conflict' };
  if (found.payBy === null || found.expiresAt === null)
    throw new Error(`booking ${request.bookingId} has no deadline`);
  return {
    kind: 'held',
    bookingId: request.bookingId,
    state,
    seats: found.seats,
    payBy: found.payBy,
    expiresAt: found.expiresAt,
  };
}

export function answerRelease(wire: WireRelease): ReleaseAnswer {
  switch (wire.kind) {
    case 'released':
      return { kind: 'released', reason: wire.reason, seatsFreed: wire.seatIds?.length ?? 0 };
    case 'already-released':
      return { kind: 'already-released', reason: wire.reason };
    case 'not-due':
      return {
        kind: 'not-due',
        payBy: wire.payBy ?? (0 as Instant),
        expiresAt: wire.expiresAt ?? (0 as Instant),
      };
    case 'payment-in-progress':
    case 'ticketed':
    case 'tombstoned':
      return { kind: wire.kind };
  }
}

export function answerConfirm(wire: {
  kind: ConfirmAnswer['kind'];
  state: number | null;
}): ConfirmAnswer {
  if (wire.kind !== 'same-answer' && wire.kind !== 'second-money') return { kind: wire.kind };
  const state: BookingState = bookingStateOf(wire.state ?? bookingStateCode.released);
  return { kind: wire.kind, state };
}
