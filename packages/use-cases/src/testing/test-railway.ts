import { fillCoach } from '@interlock/domain/coach-layout';
import { runIdOf, type BureauLetter, type RunId } from '@interlock/domain/ids';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';

export const railwayZone = 'Asia/Shanghai';

/** The day that the tests travel on: three days from now, by the railway's clock. */
export const travelDate: ServiceDate = addDays(
  serviceDateAt(Date.now() as Instant, railwayZone),
  3,
);

/** Four stops, 333 km, three bureaus' tracks. */
const stops = [
  { telecode: 'AAA', km: 0, bureau: 'B' },
  { telecode: 'BBB', km: 100, bureau: 'H' },
  { telecode: 'CCC', km: 250, bureau: 'P' },
  { telecode: 'DDD', km: 333, bureau: null },
] as const;

export interface TrainShape {
  readonly trainId: number;
  readonly owner?: BureauLetter;
  readonly seats?: number;
  /** Minutes after midnight at the first stop; a stop every hour from there. */
  readonly startsAt?: number;
}

/** A train of one coach. Owner B is sold by the northern shard, H by the southern. */
export function testPlan({
  trainId,
  owner = 'B',
  seats = 10,
  startsAt = 480,
}: TrainShape): TrainPlan {
  const last = stops.length - 1;
  return {
    trainId,
    version: 1,
    owner,
    numbers: [{ number: `G${trainId}`, fromStop: 0 }],
    zone: railwayZone,
    stops: stops.map((stop, position) => ({
      ...stop,
      position,
      arriveMinutes: position === 0 ? null : startsAt + position * 60,
      departMinutes: position === last ? null : startsAt + position * 60,
    })),
    layout: {
      id: `test-${seats}`,
      coaches: [
        {
          no: 1,
          dining: false,
          accessible: false,
          seats: fillCoach([{ class: 'second', count: seats }]),
        },
      ],
    },
    rates: { second: 46_000 },
    saleOpensAt: 480,
  };
}

export function testRun(trainId: number): RunId {
  return runIdOf(trainId, travelDate);
}

export const testStations: Station[] = stops.map(({ telecode }) => ({
  telecode,
  zh: `${telecode}站`,
  en: telecode,
  pinyin: telecode.toLowerCase(),
  initials: telecode.toLowerCase(),
  cityZh: telecode,
  cityEn: telecode,
  aliases: [],
  bureau: 'B',
}));

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The n-th invented resident id, with a right check digit (GB 11643). */
export function residentId(number: number): string {
  const year = 1950 + (number % 50);
  const order = String(Math.floor(number / 50) % 1000).padStart(3, '0');
  const digits = `110105${year}0101${order}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
