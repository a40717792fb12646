import { add, bookingAt, type Moves, type Place } from './durable-process.ts';
import { isOutage } from './operations.ts';
import type { Configuration } from './protocol-state.ts';
import { intentOf } from './scene.ts';

/** What passengers do, through the site or a program: each step may also never be taken. */
export function passengerSteps(
  moves: Moves,
  place: Place,
  rivalry: Configuration['rivalry'],
): void {
  const booking = bookingAt(place);
  if (booking.intake === 'none') intake(moves, place, rivalry);
  const isFree = booking.process === 'none' || booking.process === 'gone';
  if (booking.intake === 'open' && isFree) {
    add(moves, place, {
      kind: 'customer',
      label: 'caller: starts the workflow',
      change: (scene) => {
        scene.booking.process = 'holding';
      },
    });
  }
  for (const index of booking.intents.keys()) paymentSteps(moves, place, index);
}

/** One short central transaction: account row, then claims; nothing is written when one of them says no. */
function intake(moves: Moves, place: Place, rivalry: Configuration['rivalry']): void {
  const other = place.state.bookings[1 - place.index];
  const isAccountBusy = rivalry === 'account' && other?.account === true;
  const isClaimTaken = rivalry === 'document' && other?.claim === true;
  if (isAccountBusy && place.guards.accountRule) return;
  if (isClaimTaken && place.guards.claimsMustBeMine) return;
  add(moves, place, {
    kind: 'customer',
    label: 'caller: intake',
    change: ({ booking }) => {
      booking.intake = 'open';
      booking.account = true;
      booking.claim = !isClaimTaken;
    },
  });
}

function paymentSteps(moves: Moves, place: Place, index: number): void {
  const { row, intents } = bookingAt(place);
  const intent = intents[index];
  const isNext = index === 0 || intents[index - 1]?.provider !== 'none';
  if (intent?.provider === 'none' && row === 'held' && isNext) {
    add(moves, place, {
      kind: 'customer',
      label: `passenger: asks to pay, payment row of intent ${index}`,
      change: ({ booking }) => {
        Object.assign(intentOf(booking, index), { provider: 'asked', known: 'open' });
      },
    });
  }
  if (intent?.provider === 'asked') {
    add(moves, place, {
      kind: 'customer',
      label: `provider: opens the page of intent ${index}`,
      change: ({ booking }) => {
        intentOf(booking, index).provider = 'open';
      },
    });
  }
  if (intent?.provider === 'dead') {
    add(moves, place, {
      kind: 'fault',
      costs: 'latePays',
      label: `passenger: pays on the closed page of intent ${index}`,
      change: ({ booking }) => {
        Object.assign(intentOf(booking, index), { provider: 'authorised', hooks: 1 });
      },
    });
  }
  if (intent?.provider !== 'open') return;
  add(moves, place, {
    kind: 'customer',
    label: `passenger: pays intent ${index}`,
    change: ({ booking }) => {
      Object.assign(intentOf(booking, index), { provider: 'authorised', hooks: 1 });
    },
  });
  add(moves, place, {
    kind: 'fault',
    costs: 'wrongAmounts',
    label: `passenger: pays a wrong amount with intent ${index}`,
    change: ({ booking }) => {
      Object.assign(intentOf(booking, index), {
        provider: 'authorised',
        hooks: 1,
        wrongAmount: true,
      });
    },
  });
}

/** Time passes for a booking, and pages nobody paid on close by themselves once it has ended. */
export function timeSteps(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  const isOver = booking.row === 'released' || booking.row === 'ticketed';
  const isAnyoneWaiting = !isOver || booking.process === 'waiting' || booking.dead !== 0;
  if (booking.row !== 'none' && booking.clock < 2 && isAnyoneWaiting) {
    const label = booking.clock === 0 ? 'clock: pay-by passes' : 'clock: expires-at passes';
    add(moves, place, {
      ...(isOutage(booking) ? { kind: 'fault', costs: 'outages' } : { kind: 'system' }),
      label,
      change: (scene) => {
        if (isOutage(booking)) scene.state.excused = true;
        scene.booking.clock += 1;
      },
    });
  }
  for (const [index, { provider }] of booking.intents.entries()) {
    if (!isOver || (provider !== 'open' && provider !== 'asked')) continue;
    add(moves, place, {
      kind: 'system',
      label: `provider: the page of intent ${index} closes`,
      change: (scene) => {
        Object.assign(intentOf(scene.booking, index), { provider: 'dead', known: 'dead' });
      },
    });
  }
}
