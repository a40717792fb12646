import { type Fen, fen, roundToHalfYuan } from '../money.ts';

/** At least so many hours before departure at the boarding stop, giving a ticket back costs so much of the fare. */
export interface RefundStep {
  hoursBefore: number;
  percent: number;
}

/** The demo railway's steps, earliest first: the first that fits counts. */
export const refundSteps: readonly RefundStep[] = [
  { hoursBefore: 8 * 24, percent: 0 },
  { hoursBefore: 48, percent: 5 },
  { hoursBefore: 24, percent: 10 },
  { hoursBefore: 0, percent: 20 },
];

const feeMinFen = 200;

/** The fee in fen for a fare: to ¥0.5, at least ¥2 where there is one, never more than the fare. */
export function refundFee(fare: Fen, percent: number): Fen {
  if (percent === 0) return fen(0);
  return fen(Math.min(fare, Math.max(feeMinFen, roundToHalfYuan((fare * percent) / 100))));
}
