import {
  add,
  bookingAt,
  kindOf,
  mishapsOf,
  tryOnce,
  type Moves,
  type Place,
} from './durable-process.ts';
import { bitOf, operations, perform, takeIn, type Operation } from './operations.ts';
import type { ModelBooking } from './protocol-state.ts';
import { mayStillConfirm } from './state-table.ts';

/** The loops of the worker, which repair whatever the durable process no longer does. */
export function loopSteps(moves: Moves, place: Place): void {
  if (place.guards.sweep) sweep(moves, place);
  if (place.guards.janitor) janitor(moves, place);
  if (place.guards.polling) poll(moves, place);
  if (place.guards.settle) settle(moves, place);
}

function sweep(moves: Moves, place: Place): void {
  const { row, clock } = bookingAt(place);
  if (row !== 'held' || clock < 2) return;
  tryOnce(moves, place, { who: 'sweep', operation: 'release-at-expiry', after: () => undefined });
}

function janitor(moves: Moves, place: Place): void {
  const { intake, row } = bookingAt(place);
  if (intake !== 'open' || row === 'held' || row === 'confirmed') return;
  const operation = row === 'none' && place.guards.tombstone ? 'tombstone' : 'close';
  tryOnce(moves, place, { who: 'janitor', operation, after: () => undefined });
}

/** Asks the provider about each payment whose present state was never taken in. */
function poll(moves: Moves, place: Place): void {
  for (const [index, { provider, known }] of bookingAt(place).intents.entries()) {
    const isFinal = known === 'voided' || known === 'refunded' || known === 'dead';
    const isTold = provider === 'open' || provider === 'asked' || provider === 'none';
    if (known === 'none' || isFinal || isTold || provider === known) continue;
    add(moves, place, {
      kind: 'system',
      label: `poll: intent ${index} is ${provider}`,
      change: (scene) => takeIn(scene, { index, says: provider, isCapped: false }),
    });
  }
}

/** Only where no process is open: goes on from what the row and the provider say. */
function settle(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  if (!['none', 'done', 'gone'].includes(booking.process)) return;
  const operation = settlement(booking);
  if (operation === null) return;
  tryOnce(moves, place, {
    who: 'settle',
    operation,
    after: (scene, answer) => {
      const isOver = answer === 'refused' || answer === 'ended';
      if (operation === 'capture-0' && isOver) perform(scene, 'refuse-0', 'none');
      if (operation === 'capture-1' && isOver) perform(scene, 'refuse-1', 'none');
    },
  });
}

function settlement(booking: ModelBooking): Operation | null {
  if (booking.row === 'confirmed') {
    const first = booking.confirmedBy === 1;
    const isCaptured = booking.intents[booking.confirmedBy - 1]?.provider === 'captured';
    if (isCaptured) return first ? 'issue-0' : 'issue-1';
    return first ? 'capture-0' : 'capture-1';
  }
  if (booking.row === 'held') {
    const index =
      booking.clock < 2 ? booking.intents.findIndex((intent) => mayStillConfirm(intent)) : -1;
    if (index < 0) return null;
    return index === 0 ? 'confirm-0' : 'confirm-1';
  }
  const index = booking.intents.findIndex(
    ({ known, provider }, at) =>
      (known === 'authorised' || known === 'captured') &&
      (provider === 'authorised' || provider === 'captured') &&
      !(booking.row === 'ticketed' && booking.confirmedBy === at + 1),
  );
  if (index < 0) return null;
  return index === 0 ? 'end-0' : 'end-1';
}

/** Webhooks arrive some time; attempts left behind commit some time or never. */
export function arrivals(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  for (const [index, { hooks, provider }] of booking.intents.entries()) {
    if ((hooks & 1) !== 0) webhook(moves, place, { index, bit: 1, says: 'authorised' });
    if ((hooks & 2) !== 0) webhook(moves, place, { index, bit: 2, says: provider });
  }
  for (const operation of operations) {
    if ((booking.dead & bitOf[operation]) !== 0) lateCommit(moves, place, operation);
  }
}

interface Webhook {
  readonly index: number;
  readonly bit: number;
  readonly says: ModelBooking['intents'][number]['provider'];
}

function webhook(moves: Moves, place: Place, { index, bit, says }: Webhook): void {
  const label = `webhook: intent ${index} is ${says}`;
  const forget = ({ intents }: ModelBooking) => {
    const intent = intents[index];
    if (intent !== undefined) intent.hooks &= ~bit;
  };
  add(moves, place, {
    kind: 'system',
    label,
    change: (scene) => {
      forget(scene.booking);
      takeIn(scene, { index, says, isCapped: false });
    },
  });
  add(moves, place, {
    kind: 'fault',
    costs: 'cappedExtensions',
    label: `${label}, too late to extend`,
    change: (scene) => {
      forget(scene.booking);
      takeIn(scene, { index, says, isCapped: true });
    },
  });
  add(moves, place, {
    kind: 'fault',
    costs: 'repeatedHooks',
    label: `${label}, and will be sent again`,
    change: (scene) => takeIn(scene, { index, says, isCapped: false }),
  });
  add(moves, place, {
    kind: 'fault',
    costs: 'lostHooks',
    label: `${label}, lost`,
    change: (scene) => forget(scene.booking),
  });
}

function lateCommit(moves: Moves, place: Place, operation: Operation): void {
  const bury = (booking: ModelBooking) => {
    booking.dead &= ~bitOf[operation];
  };
  for (const mishap of mishapsOf(place, operation)) {
    add(moves, place, {
      ...kindOf(mishap),
      label: `dead attempt commits: ${operation}${mishap === 'none' ? '' : `, ${mishap}`}`,
      change: (scene) => {
        bury(scene.booking);
        perform(scene, operation, mishap);
      },
    });
  }
  add(moves, place, {
    kind: 'system',
    label: `dead attempt never commits: ${operation}`,
    change: (scene) => bury(scene.booking),
  });
}
