import type { SeatClass } from '@interlock/domain/classes';
import { fareOf } from '@interlock/domain/fares/fares';
import type { BureauLetter, RunId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';

/** What a train is made of and what it costs, whatever its sale: nothing here changes when a seat is sold. */
export interface TrainSheet {
  readonly kind: 'train-sheet';
  /** The bureau that runs it. */
  readonly operator: BureauLetter;
  readonly seats: number;
  readonly coaches: readonly CoachSheet[];
  /** The classes it sells, in the order of its coaches. */
  readonly classes: readonly SeatClass[];
  readonly faresOf: SeatClass;
  /** Adult fares in fen by boarding and leaving stop; null where nobody rides so. */
  readonly fares: readonly (readonly (number | null)[])[];
}

interface CoachSheet {
  readonly no: number;
  readonly dining: boolean;
  readonly accessible: boolean;
  readonly seats: readonly { seatClass: SeatClass; count: number }[];
}

/** The sheet of one run with the fares of one class, the cheapest when none is named that it sells. */
export function trainSheet(
  context: Pick<UseCaseContext, 'availability'>,
  input: { runId: number; faresOf: string | null },
): TrainSheet | Refusal {
  const run = context.availability.run(input.runId as RunId);
  if (run === null) return refuse('unknown-run', { field: 'runId' });
  const { plan } = run;
  const coaches = plan.layout.coaches.map(({ no, dining, accessible, seats }) => ({
    no,
    dining,
    accessible,
    seats: countByClass(seats),
  }));
  const carried = new Set(coaches.flatMap((coach) => coach.seats.map((of) => of.seatClass)));
  const classes = [...carried].filter((seatClass) => plan.rates[seatClass] !== undefined);
  const faresOf = classes.find((one) => one === input.faresOf) ?? cheapestOf(plan, classes);
  if (faresOf === undefined) return refuse('unknown-class', { field: 'class' });
  return {
    kind: 'train-sheet',
    operator: plan.owner,
    seats: plan.layout.coaches.reduce((sum, coach) => sum + coach.seats.length, 0),
    coaches,
    classes,
    faresOf,
    fares: faresBetween(plan, faresOf),
  };
}

function cheapestOf({ rates }: TrainPlan, classes: readonly SeatClass[]): SeatClass | undefined {
  return [...classes].sort((a, b) => (rates[a] ?? 0) - (rates[b] ?? 0))[0];
}

function countByClass(seats: readonly { class: SeatClass }[]): CoachSheet['seats'] {
  const counts = new Map<SeatClass, number>();
  for (const seat of seats) counts.set(seat.class, (counts.get(seat.class) ?? 0) + 1);
  return [...counts].map(([seatClass, count]) => ({ seatClass, count }));
}

function faresBetween(plan: TrainPlan, seatClass: SeatClass): (number | null)[][] {
  return plan.stops.map((from) =>
    plan.stops.map((to) => {
      const isRide = from.position < to.position;
      if (!isRide || from.departMinutes === null || to.arriveMinutes === null) return null;
      return fareOf({ plan, class: seatClass, from: from.position, to: to.position });
    }),
  );
}
