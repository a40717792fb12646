import { bookingStateCode, bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import { recordEvent, recordImpossible } from './bookings.ts';
import type { Shards, ShardTransaction } from './connections.ts';
import type { SeatAllocator } from './seat-allocator.ts';

export interface CaptureRefusal {
  readonly id: BookingId;
  readonly intentId: IntentId;
  readonly actor: string;
}

export type CaptureRefusalAnswer =
  /** Held for another card, or for other money that waits already. */
  | { readonly kind: 'held-again' }
  | { readonly kind: 'released' }
  /** The refusal is known; told again it changes nothing more. */
  | { readonly kind: 'same-answer' }
  /** The intent neither confirmed the booking nor was refused before: nothing has changed, somebody must look. */
  | { readonly kind: 'impossible' };

/**
 * The provider refused to capture: the intent never confirms again, and the seats are held for another card while pay-by
 * is ahead, else released. Two commits; whoever repeats it after a crash between them finishes it.
 */
export async function refuseCapture(
  { shards, allocator }: { shards: Shards; allocator: SeatAllocator },
  refusal: CaptureRefusal,
): Promise<CaptureRefusalAnswer> {
  const { answer, isOver } = await shards.transact(refusal.id, (tx) => holdAgain(tx, refusal));
  if (!isOver) return answer;
  const released = await allocator.release({
    bookingId: refusal.id,
    expect: 'held',
    due: 'pay-by',
    reason: 'refused',
    actor: refusal.actor,
    operation: `${refusal.id}:${refusal.intentId}:refused`,
  });
  return released.kind === 'released' ? { kind: 'released' } : answer;
}

interface Standing {
  state: number;
  confirmed_intent: string | null;
  is_over: boolean;
  is_refused: boolean;
}

async function holdAgain(
  tx: ShardTransaction,
  refusal: CaptureRefusal,
): Promise<{ answer: CaptureRefusalAnswer; isOver: boolean }> {
  const { id, intentId, actor } = refusal;
  const number = bookingNumber(id);
  const rows = await tx.$queryRaw<Standing[]>`
    SELECT state, confirmed_intent, pay_by <= clock_timestamp() AS is_over,
           EXISTS (SELECT 1 FROM payment WHERE booking_id = ${number} AND intent_id = ${intentId}
             AND refused_at IS NOT NULL) AS is_refused
      FROM booking WHERE id = ${number} FOR UPDATE`;
  const row = rows[0];
  if (row === undefined) return { answer: { kind: 'impossible' }, isOver: false };
  if (row.state === bookingStateCode.confirmed && row.confirmed_intent === intentId) {
    await tx.$executeRaw`
      UPDATE payment SET refused_at = coalesce(refused_at, clock_timestamp()), updated_at = clock_timestamp()
       WHERE booking_id = ${number} AND intent_id = ${intentId}`;
    await tx.$executeRaw`UPDATE booking SET state = 1, confirmed_intent = NULL WHERE id = ${number}`;
    const detail = { intent: intentId };
    const event = { id, event: 'capture-refused', actor, detail } as const;
    await recordEvent(tx, { ...event, from: 'confirmed', to: 'held' });
    return { answer: { kind: 'held-again' }, isOver: row.is_over };
  }
  if (row.is_refused) {
    const isHeld = row.state === bookingStateCode.held;
    return { answer: { kind: 'same-answer' }, isOver: isHeld && row.is_over };
  }
  const standing = bookingStateOf(row.state);
  await recordImpossible(tx, { id, standing, event: 'capture-refused', intentId, actor });
  return { answer: { kind: 'impossible' }, isOver: false };
}
