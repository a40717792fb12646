import { randomBytes } from 'node:crypto';
import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import { publishRuns } from '@interlock/db/publish-runs';
import { createSeatAllocator, type SeatAllocator } from '@interlock/db/seat-allocator';
import { runIdOf, type RunId, type ShardName } from '@interlock/domain/ids';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { openContext } from '@interlock/use-cases/open-context';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { connectProcesses } from '@interlock/workflows/client';
import { loadInput, tell } from '../frame/load-process.ts';
import { cpuMeter, type MeteredProcess } from '../frame/process-cpu.ts';
import { quantile } from '../frame/rounds.ts';
import {
  findByConsole,
  holdRide,
  issuePaid,
  listTrips,
  lookUp,
  payAndConfirm,
  search,
  type Ride,
} from './cost-steps.ts';
import { accountName, historyShards, pastOwner, planOf } from './history.ts';

/** The same work on one store, phase by phase. */
export interface CostLoadInput {
  /** The product's settings, with the addresses of the store's databases. */
  readonly settings: Readonly<Record<string, string>>;
  readonly servers: readonly MeteredProcess[];
  /** Another one each time: trains and accounts of its own. */
  readonly serial: number;
  /** Accounts of the past. */
  readonly accounts: number;
  readonly counts: Readonly<
    Record<'warmUp' | 'firstHolds' | 'holds' | 'issues' | 'reads' | 'searches', number>
  >;
}

/** One phase: how long one operation took and what CPU it cost, servers and load together. */
export interface PhaseCost {
  readonly phase: string;
  readonly cpuMicros: number;
  readonly micros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU µs per operation by process. */
  readonly by: Readonly<Record<string, number>>;
}

export interface CostLoadAnswer {
  readonly phases: readonly PhaseCost[];
  /** What the provider would have captured for this. */
  readonly intents: readonly string[];
}

const clients = 16;
const runsPerShard = 4;
const firstTrain = 910_000;

const input = await loadInput<CostLoadInput>();
const config = loadConfig(readEnvironment({ ...input.settings }));
const processes = connectProcesses(config.temporal);
const ignore = (): void => undefined;
const opened = await openContext(config, { processes, faultPoint: ignore, report: ignore });
const allocators = new Map<ShardName, SeatAllocator>();
const context: WorkerContext = { ...opened.context, allocator: allocatorOf };

const dates = Array.from({ length: runsPerShard }, (_, at) =>
  addDays(serviceDateAt(Date.now() as Instant, 'Asia/Shanghai'), 3 + at),
);
let rideNumber = 0;
const rides = await publishRides();
const phases: PhaseCost[] = [];
const answer: CostLoadAnswer = { phases, intents: await runPhases() };
tell(answer);
await Promise.all([...allocators.values()].map((allocator) => allocator.close()));
await processes.close();
await opened.close();

async function runPhases(): Promise<string[]> {
  const { counts } = input;
  await context.availability.start();
  await each(counts.warmUp, (at) => search(context, { dates, at }));
  await phase('search', counts.searches, (at) => search(context, { dates, at }));
  await context.availability.stop();

  await each(counts.firstHolds, () => holdRide(context, nextRide()));
  const held = await phase('hold', counts.holds, () => holdRide(context, nextRide()));
  const paid = await each(counts.issues + counts.warmUp, (at) => payAndConfirm(context, held[at]));
  await each(counts.warmUp, (at) => issuePaid(context, paid[at]));
  await phase('issue', counts.issues, (at) => issuePaid(context, paid[counts.warmUp + at]));

  const references = (await each(counts.warmUp, () => listTrips(context, someAccount()))).flat();
  await phase('my trips', counts.reads, () => listTrips(context, someAccount()));
  await each(counts.warmUp, (at) => lookUp(context, references[at]));
  await phase('look up by reference', counts.reads, (at) => lookUp(context, references[at]));
  await consolePhases(references[0] ?? '');
  return paid.map(({ intentId }) => intentId);
}

async function consolePhases(reference: string): Promise<void> {
  const count = Math.ceil(input.counts.reads / 10);
  const asked = [
    { by: 'reference', text: reference },
    { by: 'date', text: dates[0] ?? '' },
    { by: 'newest', text: '' },
  ];
  for (const { by, text } of asked) {
    await each(count, () => findByConsole(context, text));
    await phase(`console, by ${by}`, count, () => findByConsole(context, text));
  }
}

/** Runs a phase under the meters and keeps what one operation cost. */
async function phase<Found>(
  name: string,
  count: number,
  work: (at: number) => Promise<Found>,
): Promise<Found[]> {
  const meter = cpuMeter([...input.servers, { name: 'load', pid: process.pid }]);
  const times: number[] = [];
  const began = performance.now();
  const found = await each(count, async (at) => {
    const asked = performance.now();
    const answer = await work(at);
    times.push(performance.now() - asked);
    return answer;
  });
  const seconds = (performance.now() - began) / 1000;
  const by = Object.fromEntries(
    Object.entries(meter.lap()).map(([server, ms]) => [server, (ms * 1000) / count]),
  );
  phases.push({
    phase: name,
    by,
    cpuMicros: Object.values(by).reduce((sum, micros) => sum + micros, 0),
    micros: (seconds * 1_000_000) / count,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  });
  return found;
}

/** As many operations, so many clients at a time; the answers in order. */
async function each<Found>(count: number, work: (at: number) => Promise<Found>): Promise<Found[]> {
  const found: Found[] = [];
  let next = 0;
  async function client(): Promise<void> {
    while (next < count) {
      const at = next;
      next += 1;
      found[at] = await work(at);
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  return found;
}

/** Trains of this process alone on both shards, with every seat free. */
async function publishRides(): Promise<{ plan: TrainPlan; runId: RunId; date: ServiceDate }[]> {
  const published: { plan: TrainPlan; runId: RunId; date: ServiceDate }[] = [];
  for (const [at, shard] of historyShards.entries()) {
    const plan = planOf(firstTrain + input.serial * historyShards.length + at, pastOwner[shard]);
    await publishRuns(context.shards, { plan, dates, rules: context.rules });
    for (const date of dates) published.push({ plan, date, runId: runIdOf(plan.trainId, date) });
  }
  return published;
}

/** Rides in turn on all runs, short ones from stop to stop so that nothing sells out. */
function nextRide(): Ride {
  const at = rideNumber++;
  const run = rides[at % rides.length];
  if (run === undefined) throw new Error('nothing was published');
  const from = Math.floor(at / rides.length) % 20;
  const name = `cost-${randomBytes(8).toString('hex')}`;
  return { ...run, from, to: from + 3, account: name };
}

function someAccount(): string {
  return accountName(Math.floor(Math.random() * input.accounts));
}

function allocatorOf(shard: ShardName): SeatAllocator {
  const known = allocators.get(shard);
  if (known !== undefined) return known;
  const { shards } = opened.context;
  const now = (): Instant => opened.context.now();
  const made = createSeatAllocator({ shards, shard, now, faultPoint: ignore });
  allocators.set(shard, made);
  return made;
}
