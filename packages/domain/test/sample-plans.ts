import { fillCoach } from '../src/coach-layout.ts';
import type { TrainPlan } from '../src/timetable/train-plan.ts';

/** A plan for tests: one stop an hour (five minutes' stay), 50 km apart, one coach of second class at ¥0.42 a km. */
export function samplePlan(
  telecodes: readonly string[],
  changes: Partial<TrainPlan> = {},
): TrainPlan {
  const last = telecodes.length - 1;
  return {
    trainId: 7,
    version: 1,
    owner: 'P',
    numbers: [{ number: 'G7', fromStop: 0 }],
    zone: 'Asia/Shanghai',
    stops: telecodes.map((telecode, position) => ({
      position,
      telecode,
      km: position * 50,
      arriveMinutes: position === 0 ? null : 480 + position * 60,
      departMinutes: position === last ? null : 485 + position * 60,
      bureau: null,
    })),
    layout: {
      id: 'one coach',
      coaches: [
        {
          no: 1,
          dining: false,
          accessible: false,
          seats: fillCoach([{ class: 'second', count: 90 }]),
        },
      ],
    },
    rates: { second: 42_000 },
    saleOpensAt: 480,
    ...changes,
  };
}
