import { processSteps, type Moves, type Place } from './durable-process.ts';
import type { Model } from './explorer.ts';
import type { Guards } from './guards.ts';
import { arrivals, loopSteps } from './loops.ts';
import { passengerSteps, timeSteps } from './people.ts';
import {
  draftOf,
  initialState,
  keyOf,
  spend,
  type Configuration,
  type ModelState,
} from './protocol-state.ts';

/** The booking protocol for one configuration, with the guards that are switched on. */
export function protocolModel(configuration: Configuration, guards: Guards): Model<ModelState> {
  return {
    initial: initialState(configuration),
    keyOf,
    stepsFrom(state) {
      const moves: Moves = [];
      for (const index of state.bookings.keys()) {
        const place: Place = { state, index, guards };
        passengerSteps(moves, place, configuration.rivalry);
        processSteps(moves, place);
        arrivals(moves, place);
        loopSteps(moves, place);
        timeSteps(moves, place);
      }
      temporalLoss(moves, state);
      return moves;
    },
  };
}

/** The whole store of Temporal is lost; what its attempts have sent is still on its way. */
function temporalLoss(moves: Moves, state: ModelState): void {
  const isAnyOpen = state.bookings.some(
    ({ process }) => !['none', 'done', 'gone'].includes(process),
  );
  if (state.budget.temporalLosses === 0 || !isAnyOpen) return;
  let next = state;
  for (const index of state.bookings.keys()) {
    next = draftOf(next, index);
    const booking = next.bookings[index];
    if (booking === undefined || ['none', 'done', 'gone'].includes(booking.process)) continue;
    booking.process = 'gone';
    booking.at = 0;
  }
  spend(next, 'temporalLosses');
  moves.push({ kind: 'fault', label: 'Temporal: the whole store is lost', next });
}
