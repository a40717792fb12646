import { type SeatClass, isSeatClass } from '@interlock/domain/classes';
import { type CoachLayout, classesOf, fillCoach } from '@interlock/domain/coach-layout';
import type { ClassRates } from '@interlock/domain/fares/fares';
import { type BureauLetter, isBureauLetter } from '@interlock/domain/ids';
import { type LocalTime, parseLocalTime } from '@interlock/domain/time';
import { problemsOf } from '@interlock/domain/timetable/check-train-plan';
import type { Station } from '@interlock/domain/timetable/station';
import type { Stop, TrainPlan } from '@interlock/domain/timetable/train-plan';
import bureaus from '../seed/bureaus.json' with { type: 'json' };
import layouts from '../seed/layouts.json' with { type: 'json' };
import stations from '../seed/stations.json' with { type: 'json' };
import tariffs from '../seed/tariffs.json' with { type: 'json' };
import trains from '../seed/trains.json' with { type: 'json' };

const zone = 'Asia/Shanghai';
const saleOpensAt: LocalTime = 8 * 60;
const planVersion = 1;

type TrainRecord = (typeof trains)[number];

/** The stations of the demo railway. Throws when the seed is malformed. */
export function demoStations(): Station[] {
  const telecodes = new Set(stations.map((station) => station.telecode));
  if (telecodes.size !== stations.length) throw new Error('seed: two stations with one telecode');
  return stations.map(({ changeMinutes, ...station }) => ({
    ...station,
    bureau: station.bureau === null ? null : bureauLetter(station.bureau),
    ...(changeMinutes === undefined ? {} : { changeMinutes }),
  }));
}

/** The trains of the demo railway, ids 1 to 48. Throws when the seed is malformed or a plan could not be published. */
export function demoTrainPlans(): TrainPlan[] {
  const byTelecode = new Map(demoStations().map((station) => [station.telecode, station]));
  const layoutById = demoLayouts();
  return trains.map((train) => {
    const layout = layoutById.get(train.layout);
    if (!layout) throw new Error(`seed: no layout ${train.layout}`);
    const plan: TrainPlan = {
      trainId: train.trainId,
      version: planVersion,
      owner: bureauLetter(train.owner),
      numbers: train.numbers,
      zone,
      stops: train.stops.map((stop, position) => stopOfRecord(stop, position, byTelecode)),
      layout,
      rates: ratesOf(train, layout),
      saleOpensAt,
    };
    const problems = problemsOf(plan);
    if (problems.length > 0)
      throw new Error(`seed: train ${train.trainId}: ${problems.join('; ')}`);
    return plan;
  });
}

/** Which shard sells the trains of which bureau. */
export function demoShardMap(): { bureau: BureauLetter; shard: 'north' | 'south' }[] {
  return bureaus.map(({ letter, shard }) => {
    if (shard !== 'north' && shard !== 'south') throw new Error(`seed: no shard ${shard}`);
    return { bureau: bureauLetter(letter), shard };
  });
}

/** Names of the bureaus, for people. */
export function demoBureaus(): { letter: BureauLetter; zh: string; en: string }[] {
  return bureaus.map(({ letter, zh, en }) => ({ letter: bureauLetter(letter), zh, en }));
}

function demoLayouts(): Map<string, CoachLayout> {
  const expanded = layouts.map(({ id, coaches }): CoachLayout => ({
    id,
    coaches: coaches.map(({ no, classes, dining, accessible }) => ({
      no,
      dining,
      accessible,
      seats: fillCoach(countsOf(classes)),
    })),
  }));
  return new Map(expanded.map((layout) => [layout.id, layout]));
}

function countsOf(classes: object): { class: SeatClass; count: number }[] {
  return Object.entries(classes).map(([name, count]) => {
    if (!isSeatClass(name) || typeof count !== 'number') throw new Error(`seed: no class ${name}`);
    return { class: name, count };
  });
}

/** Only the classes the train carries, so that a plan never offers a class without seats. */
function ratesOf(train: TrainRecord, layout: CoachLayout): ClassRates {
  const tariff = Object.entries(tariffs).find(([name]) => name === train.tariff)?.[1];
  if (!tariff) throw new Error(`seed: no tariff ${train.tariff}`);
  const rates = new Map(countsOf(tariff).map((rate) => [rate.class, rate.count]));
  return Object.fromEntries(
    classesOf(layout)
      .map((seatClass) => [seatClass, rates.get(seatClass)])
      .filter(([, rate]) => rate !== undefined),
  );
}

function stopOfRecord(
  record: TrainRecord['stops'][number],
  position: number,
  byTelecode: ReadonlyMap<string, Station>,
): Stop {
  const [telecode, km, arrive, depart] = record;
  const station = byTelecode.get(String(telecode));
  if (!station || typeof km !== 'number')
    throw new Error(`seed: malformed stop ${JSON.stringify(record)}`);
  return {
    position,
    telecode: station.telecode,
    km,
    arriveMinutes: minutesOf(arrive),
    departMinutes: minutesOf(depart),
    bureau: station.bureau,
  };
}

function minutesOf(text: string | number | null | undefined): LocalTime | null {
  if (text === null) return null;
  const minutes = parseLocalTime(String(text));
  if (minutes === null) throw new Error(`seed: no time ${text}`);
  return minutes;
}

function bureauLetter(text: string): BureauLetter {
  if (!isBureauLetter(text)) throw new Error(`seed: no bureau ${text}`);
  return text;
}
