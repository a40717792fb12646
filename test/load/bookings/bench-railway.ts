import { openCentral } from '@interlock/db/connections';
import { saveTrainPlans } from '@interlock/db/timetable';
import { demoStations } from '@interlock/dev-env/demo-railway';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { fillCoach } from '@interlock/domain/coach-layout';
import { runIdOf } from '@interlock/domain/ids';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { connectProcesses } from '@interlock/workflows/client';

/** One run from its first stop to its last, as a buyer asks for it. */
export interface Journey {
  readonly runId: number;
  readonly from: string;
  readonly to: string;
  readonly date: string;
}

export interface RailwayWanted {
  /** Trains a day; no two of them are under way at the same time, so that one person can take them all. */
  readonly trains: number;
  readonly days: number;
  readonly seats: number;
  /** Ids of the trains are counted from here: far from the demo's and from other benches'. */
  readonly firstTrainId: number;
}

const zone = 'Asia/Shanghai';
const stopsPerTrain = 8;
const minutesBetweenStops = 8;
const seatsPerCoach = 80;
/** Trains that run between the same two cities: what one search finds. */
const trainsPerLine = 4;

/** Puts trains of the bench's own on sale through the publishing process; half of them belong to each shard. */
export async function openRailway(
  network: InterlockNetwork,
  wanted: RailwayWanted,
): Promise<Journey[]> {
  const plans = Array.from({ length: wanted.trains }, (_, at) => planOf(wanted, at));
  const today = serviceDateAt(Date.now() as Instant, zone);
  // Tomorrow's first trains leave soon after midnight: they would be closed late in the evening.
  const dates = Array.from({ length: wanted.days }, (_, day) => addDays(today, day + 2));
  const { databases, settings } = network;
  const central = openCentral(databases.central.app);
  const processes = connectProcesses({
    address: network.temporalAddress,
    namespace: settings['INTERLOCK_NAMESPACE'] ?? 'default',
  });
  try {
    await central.transact((tx) => saveTrainPlans(tx, plans));
    const trainIds = plans.map(({ trainId }) => trainId);
    const publicationId = `bench-${wanted.firstTrainId}`;
    await processes.publish({ publicationId, trainIds, dates });
  } finally {
    await Promise.all([central.close(), processes.close()]);
  }
  return dates.flatMap((date) => plans.map((plan) => journeyOf(plan, date)));
}

function journeyOf(plan: TrainPlan, date: ServiceDate): Journey {
  return {
    runId: runIdOf(plan.trainId, date),
    from: plan.stops[0]?.telecode ?? '',
    to: plan.stops.at(-1)?.telecode ?? '',
    date,
  };
}

function planOf(wanted: RailwayWanted, at: number): TrainPlan {
  const slotMinutes = Math.floor(1440 / wanted.trains);
  const startsAt = at * slotMinutes;
  const line = Math.floor(at / trainsPerLine);
  const stations = demoStations().slice(line * stopsPerTrain, (line + 1) * stopsPerTrain);
  const last = stations.length - 1;
  const minutes = Math.min(minutesBetweenStops, Math.floor((slotMinutes - 1) / last));
  const trainId = wanted.firstTrainId + at;
  const owner = at % 2 === 0 ? 'B' : 'H';
  return {
    trainId,
    version: 1,
    owner,
    numbers: [{ number: `G${trainId}`, fromStop: 0 }],
    zone,
    stops: stations.map(({ telecode }, position) => ({
      position,
      telecode,
      km: position * 60,
      arriveMinutes: position === 0 ? null : startsAt + position * minutes,
      departMinutes: position === last ? null : startsAt + position * minutes,
      bureau: position === last ? null : owner,
    })),
    layout: {
      id: `bench-${wanted.seats}`,
      coaches: Array.from({ length: Math.ceil(wanted.seats / seatsPerCoach) }, (_, coach) => ({
        no: coach + 1,
        dining: false,
        accessible: false,
        seats: fillCoach([
          {
            class: 'second',
            count: Math.min(seatsPerCoach, wanted.seats - coach * seatsPerCoach),
          },
        ]),
      })),
    },
    rates: { second: 46_000 },
    saleOpensAt: 0,
  };
}
