import type { SeatClass } from '../classes.ts';
import { type Fen, roundToHalfYuan } from '../money.ts';
import type { TicketType } from '../passengers/booked-passenger.ts';
import { type TrainPlan, stopOf } from '../timetable/train-plan.ts';

/** Thousandths of a fen per km, for each class on sale: ¥0.42 a km is 42000. A class without a rate is not sold. */
export type ClassRates = Partial<Record<SeatClass, number>>;

/** Percent of the adult fare a ticket type pays, in the classes where it applies; elsewhere the adult fare. */
export type Discounts = Record<
  Exclude<TicketType, 'adult'>,
  { percent: number; classes: readonly SeatClass[] | 'all' }
>;

/** Child half price everywhere; student 75 % of second class on EMU trains (the demo railway's conditions). */
export const demoDiscounts: Discounts = {
  child: { percent: 50, classes: 'all' },
  student: { percent: 75, classes: ['second'] },
};

/**
 * The adult fare by distance between two stops, to ¥0.5.
 * Throws RangeError when the train does not sell the class or `from` is not before `to`.
 */
export function fareOf(ride: { plan: TrainPlan; class: SeatClass; from: number; to: number }): Fen {
  const rate = ride.plan.rates[ride.class];
  if (rate === undefined) throw new RangeError(`train ${ride.plan.trainId} sells no ${ride.class}`);
  if (ride.from >= ride.to) throw new RangeError(`no ride from stop ${ride.from} to ${ride.to}`);
  const km = stopOf(ride.plan, ride.to).km - stopOf(ride.plan, ride.from).km;
  return roundToHalfYuan((km * rate) / 1000);
}

/** What one passenger pays of the adult fare `base` in that class, to ¥0.5. */
export function passengerFare(base: Fen, ticketType: TicketType, seatClass: SeatClass): Fen {
  if (ticketType === 'adult') return base;
  const discount = demoDiscounts[ticketType];
  const applies = discount.classes === 'all' || discount.classes.includes(seatClass);
  return applies ? roundToHalfYuan((base * discount.percent) / 100) : base;
}
