import { demoTrainPlans } from '@interlock/dev-env/demo-railway';
import type { SeatClass } from '@interlock/domain/classes';
import { fillCoach } from '@interlock/domain/coach-layout';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';

/** Ids far from those of the demo railway. */
const firstTrainId = 900_000;
const segmentsOfLongLines = [70, 96, 126];

/**
 * The trains the bench sells: first the hot one, the longest stop list of the demo railway (24 stops) with its largest
 * layout; then every demo train, so that layouts and lengths are mixed; then lines of more than 63 segments.
 */
export function benchTrains(): TrainPlan[] {
  const demo = demoTrainPlans();
  const long = longest(demo, (plan) => plan.stops.length);
  const large = longest(demo, (plan) => plan.layout.coaches.length);
  const hot = { ...long, layout: large.layout, rates: { ...long.rates, ...large.rates } };
  return [hot, ...demo, ...segmentsOfLongLines.map(longLine)].map((plan, at) => ({
    ...plan,
    trainId: firstTrainId + at,
    owner: 'B',
    stops: plan.stops.map((stop) => ({ ...stop, bureau: null })),
  }));
}

export const hotTrain = 0;

function longest(plans: readonly TrainPlan[], sizeOf: (plan: TrainPlan) => number): TrainPlan {
  const [first] = plans.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (first === undefined) throw new Error('the demo railway has no trains');
  return first;
}

/** A slow train across the country: hard seats and berths, a stop every quarter of an hour. */
function longLine(segments: number): TrainPlan {
  const coaches: [SeatClass, number][] = [
    ['hardSeat', 118],
    ['hardSeat', 118],
    ['hardSleeper', 66],
    ['hardSleeper', 66],
    ['softSleeper', 36],
  ];
  return {
    trainId: 0,
    version: 1,
    owner: 'B',
    numbers: [{ number: `K${segments}`, fromStop: 0 }],
    zone: 'Asia/Shanghai',
    stops: Array.from({ length: segments + 1 }, (_, position) => ({
      position,
      telecode: `X${String(position).padStart(3, '0')}`,
      km: position * 20,
      arriveMinutes: position === 0 ? null : 360 + position * 15,
      departMinutes: position === segments ? null : 362 + position * 15,
      bureau: null,
    })),
    layout: {
      id: `long-${segments}`,
      coaches: coaches.map(([seatClass, count], at) => ({
        no: at + 1,
        dining: false,
        accessible: false,
        seats: fillCoach([{ class: seatClass, count }]),
      })),
    },
    rates: { hardSeat: 80, hardSleeper: 150, softSleeper: 230 },
    saleOpensAt: 480,
  };
}
