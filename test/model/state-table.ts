import {
  decide,
  type BookingEvent,
  type BookingFacts,
  type BookingOutcome,
} from '@interlock/domain/bookings/booking-states';
import type { Guard } from './guards.ts';
import type { ModelIntent, Row } from './protocol-state.ts';
import { seatOf, type Scene } from './scene.ts';

export interface Asked {
  readonly event: BookingEvent;
  readonly intent: number | null;
  readonly due?: BookingFacts['due'];
}

/**
 * Asks the product's own state table. A guard that is switched off is a lie to the table: it is told
 * the state or the fact under which it would have let the event pass.
 */
export function ask(scene: Scene, asked: Asked): BookingOutcome {
  return decide(stateFor(scene, asked.event), asked.event, factsFor(scene, asked));
}

function stateFor({ booking, guards }: Scene, event: BookingEvent): Row {
  const isRelease = event === 'cancel' || event === 'deadline';
  const isBeyond = booking.row === 'confirmed' || booking.row === 'ticketed';
  if (isRelease && isBeyond && !guards.expectedStateOnRelease) return 'held';
  if (event === 'confirm' && !guards.compareAndSetOnConfirm) return 'held';
  return booking.row;
}

function factsFor(scene: Scene, { event, intent, due }: Asked): BookingFacts {
  const { booking, state } = scene;
  const off = (guard: Guard) => !scene.guards[guard];
  const subject = intent === null ? null : (booking.intents[intent] ?? null);
  const isExpiryIgnored =
    event === 'confirm' && (off('expiryCheckOnConfirm') || off('compareAndSetOnConfirm'));
  const confirmedBy =
    event === 'issue' && off('issueDemandsIntent') && intent !== null
      ? intent + 1
      : booking.confirmedBy;
  return {
    sameRequest: true,
    seatsAvailable: off('seatGuardOnHold') || state.sold[seatOf(scene)] === false,
    intent:
      subject === null
        ? null
        : { id: `intent-${intent}`, refused: subject.refused, waiting: isOfMoney(subject) },
    amountMatches: subject?.wrongAmount !== true || off('amountCheck'),
    confirmedIntent: confirmedBy === 0 ? null : `intent-${confirmedBy - 1}`,
    moneyWaiting:
      !off('releaseRefusedWhilePaid') &&
      booking.intents.some(
        (other) => mayStillConfirm(other) && (event !== 'capture-refused' || other !== subject),
      ),
    due: due ?? 'pay-by',
    payByPassed: booking.clock > 0,
    expiresPassed: booking.clock > 1 && !isExpiryIgnored,
  };
}

/** Money the shard knows of, whose amount is right and whose capture was never refused. */
export function mayStillConfirm(intent: ModelIntent): boolean {
  return isOfMoney(intent) && !intent.refused;
}

function isOfMoney({ known }: ModelIntent): boolean {
  return known === 'authorised' || known === 'captured';
}
