import { demoTrainPlans } from '@interlock/dev-env/demo-railway';
import { bureauLetters } from '@interlock/domain/ids';
import type { Station } from '@interlock/domain/timetable/station';
import type { Stop, TrainPlan } from '@interlock/domain/timetable/train-plan';
import { seededRandom } from '../choice/seeded-random.ts';
import { demoTrains, type Railway } from './railway.ts';

/** Stations and trains of a day, as many as China has. */
export const nationalSize = { trains: 12_700, stations: 3_300 };

const firstTrain = 1_000_000;
const lineStations = 60;
const kmBetween = 38;
const minutesBetween = 14;

/**
 * The demo railway, and around it invented trains until there are `trains`: seven in ten are fast and call at 2 to 16
 * stations (8 on average), the others are slow and call at 10 to 36. They run on lines of 60 stations, none of them a
 * station of the demo, so that the same question finds the same trains as there.
 */
export function nationalRailway(trains: number): Omit<Railway, 'dates'> {
  const demo = demoTrains();
  const stations = inventedStations(nationalSize.stations - demo.stations.length);
  const invented = Array.from({ length: trains - demo.plans.length }, (_, at) =>
    inventedTrain(at, stations),
  );
  return { stations: [...demo.stations, ...stations], plans: [...demo.plans, ...invented] };
}

function inventedTrain(at: number, stations: readonly Station[]): TrainPlan {
  const random = seededRandom(at + 1);
  const isFast = random() < 0.7;
  const calls = isFast
    ? 2 + Math.floor(random() * 8 + random() * 8)
    : 10 + Math.floor(random() * 27);
  const line = Math.floor(random() * Math.floor(stations.length / lineStations)) * lineStations;
  const model = modelFor(isFast ? fastLayouts : slowLayouts, random());
  const trainId = firstTrain + at;
  const owner = bureauLetters[at % bureauLetters.length] ?? 'B';
  return {
    ...model,
    trainId,
    owner,
    numbers: [{ number: `${isFast ? 'G' : 'K'}${trainId}`, fromStop: 0 }],
    stops: stopsOf({ calls, startsAt: 300 + Math.floor(random() * 1000), random }, (index) => {
      const station = stations[line + index];
      if (station === undefined) throw new RangeError('a line longer than its stations');
      return station;
    }),
  };
}

function stopsOf(
  of: { calls: number; startsAt: number; random: () => number },
  stationAt: (index: number) => Station,
): Stop[] {
  const places = new Set<number>();
  while (places.size < of.calls) places.add(Math.floor(of.random() * lineStations));
  const inOrder = [...places].sort((a, b) => a - b);
  const first = inOrder[0] ?? 0;
  return inOrder.map((place, position) => {
    const minutes = of.startsAt + (place - first) * minutesBetween;
    return {
      position,
      telecode: stationAt(place).telecode,
      km: (place - first) * kmBetween,
      arriveMinutes: position === 0 ? null : minutes,
      departMinutes: position === inOrder.length - 1 ? null : minutes + 2,
      bureau: null,
    };
  });
}

/** Shares of coach layouts: trains of eight coaches are the most. */
const fastLayouts = ['CR400AF', 'CR400AF', 'CR300AF', 'CR400AF-A'];
const slowLayouts = ['SLEEPER-14'];
const models = new Map(demoTrainPlans().map((plan) => [plan.layout.id, plan]));

function modelFor(layouts: readonly string[], share: number): TrainPlan {
  const model = models.get(layouts[Math.floor(share * layouts.length)] ?? '');
  if (model === undefined) throw new Error('the demo railway has no such layout');
  return model;
}

function inventedStations(count: number): Station[] {
  return Array.from({ length: count }, (_, at) => {
    const telecode = `${letter(at / 676)}${letter(at / 26)}${letter(at)}`.toLowerCase();
    return {
      telecode,
      zh: `${telecode}站`,
      en: `Station ${telecode}`,
      pinyin: telecode,
      initials: telecode,
      cityZh: telecode,
      cityEn: telecode,
      aliases: [],
      bureau: null,
    };
  });
}

function letter(number: number): string {
  return String.fromCharCode(65 + (Math.floor(number) % 26));
}
