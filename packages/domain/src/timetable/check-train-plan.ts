import { classesOf, seatsOf } from '../coach-layout.ts';
import type { TrainPlan } from './train-plan.ts';

/** Two mask columns of 63 segments each. */
export const segmentsMax = 126;
const seatsMax = 10_000;

/** Everything wrong with a plan, in plain sentences; empty when it can be published. */
export function problemsOf(plan: TrainPlan): string[] {
  return [...problemsOfStops(plan), ...problemsOfNumbers(plan), ...problemsOfSeats(plan)];
}

function problemsOfStops(plan: TrainPlan): string[] {
  const problems: string[] = [];
  if (plan.stops.length < 2) problems.push('fewer than two stops');
  if (plan.stops.length - 1 > segmentsMax) problems.push(`more than ${segmentsMax} segments`);
  let minutes = -1;
  let km = -1;
  const last = plan.stops.length - 1;
  for (const [at, stop] of plan.stops.entries()) {
    const where = `stop ${at} (${stop.telecode})`;
    if (stop.position !== at) problems.push(`${where}: position ${stop.position}`);
    if ((stop.arriveMinutes === null) !== (at === 0))
      problems.push(`${where}: only the first stop has no arrival`);
    if ((stop.departMinutes === null) !== (at === last))
      problems.push(`${where}: only the last stop has no departure`);
    const arrive = stop.arriveMinutes ?? minutes + 1;
    const depart = stop.departMinutes ?? arrive;
    if (arrive <= minutes || depart < arrive) problems.push(`${where}: times go back`);
    minutes = depart;
    if (stop.km <= km) problems.push(`${where}: kilometres do not ascend`);
    km = stop.km;
  }
  return problems;
}

function problemsOfNumbers(plan: TrainPlan): string[] {
  if (plan.numbers[0]?.fromStop !== 0) return ['no public number at the first stop'];
  const ascending = plan.numbers.every(
    (entry, at) => at === 0 || entry.fromStop > (plan.numbers[at - 1]?.fromStop ?? 0),
  );
  const onTheWay = plan.numbers.every(
    (entry) => entry.fromStop < plan.stops.length - 1 || plan.stops.length < 2,
  );
  return ascending && onTheWay ? [] : ['public numbers are not in travel order'];
}

function problemsOfSeats(plan: TrainPlan): string[] {
  const problems: string[] = [];
  const seats = seatsOf(plan.layout);
  const places = new Set(seats.map((seat) => `${seat.coach}/${seat.row}${seat.letter}`));
  if (seats.length === 0) problems.push('no seats');
  if (seats.length > seatsMax) problems.push(`more than ${seatsMax} seats`);
  if (places.size !== seats.length) problems.push('two seats with one name');
  for (const seatClass of classesOf(plan.layout)) {
    const rate = plan.rates[seatClass];
    if (rate === undefined || !Number.isInteger(rate) || rate <= 0)
      problems.push(`no rate for ${seatClass}`);
  }
  return problems;
}
