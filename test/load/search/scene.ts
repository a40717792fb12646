import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import { saveStations } from '@interlock/db/stations';
import { saveTrainPlans } from '@interlock/db/timetable';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { seatClassCode } from '@interlock/domain/classes';
import { classesOf } from '@interlock/domain/coach-layout';
import { runIdOf } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import { saleOpensAt, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '@interlock/use-cases/context';
import { openContext } from '@interlock/use-cases/open-context';
import { planPublication } from '@interlock/use-cases/timetable/plan-publication';
import { publishChunk } from '@interlock/use-cases/timetable/publish-chunk';
import { saleWindow } from '@interlock/use-cases/timetable/sale-window';
import type { Stage } from '../frame/bench.ts';
import { Forked } from './forked.ts';
import { demoTrains, type Railway } from './railway.ts';
import type { SoldRun } from './sales-process.ts';

/** The demo railway on sale under this bench's ids, and the processes that play against its API. */
export interface Scene {
  readonly stage: Stage;
  readonly network: InterlockNetwork;
  readonly context: UseCaseContext;
  readonly railway: Railway;
  /** A run on sale that the selling process leaves alone, for those who sell of it themselves. */
  readonly probe: ProbeRun;
  readonly sales: Forked;
  readonly load: Forked;
  readonly bare: Forked;
  close(): Promise<void>;
}

/** A run, and where and when it goes. */
export interface ProbeRun {
  readonly run: SoldRun;
  readonly plan: TrainPlan;
  readonly date: ServiceDate;
}

const stationsAtOnce = 100;

export async function openScene(
  stage: Stage,
  size: { trains: number; days: number },
): Promise<Scene> {
  const network = stage.network();
  const opened = await openBenchContext(network);
  const { context } = opened;
  const dates = saleWindow(context).slice(0, size.days);
  const railway: Railway = { ...demoTrains(size.trains), dates };
  stage.progress('putting the demo railway on sale');
  await putOnSale(context, railway);
  // A fresh process knows the stations at once and has read every run.
  await network.stopProcess('api');
  await network.startProcess('api');
  const { probe, sold } = runsToSell(context, railway);
  const [sales, load, bare] = ['sales-process', 'search-load', 'bare-process'].map(
    (name) => new Forked(`test/load/search/${name}.ts`, stage),
  ) as [Forked, Forked, Forked];
  await sales.ask('open', { shardUrls: loadSettings(network).shardUrls, runs: sold }, 20_000);
  return {
    stage,
    network,
    context,
    railway,
    probe,
    sales,
    load,
    bare,
    async close() {
      await Promise.all([sales.stop(), load.stop(), bare.stop()]);
      await opened.close();
    },
  };
}

/** The product's use cases on the network's databases; nothing here needs Temporal. */
export async function openBenchContext(
  network: InterlockNetwork,
): Promise<{ context: UseCaseContext; close(): Promise<void> }> {
  const absent = () => Promise.reject(new Error('the bench runs without Temporal'));
  const processes = new Proxy({} as UseCaseContext['processes'], { get: () => absent });
  return openContext(loadSettings(network), {
    processes,
    faultPoint: () => undefined,
    report: () => undefined,
  });
}

function loadSettings(network: InterlockNetwork) {
  return loadConfig(readEnvironment(network.settings));
}

/** Publishes through the product's own steps, one chunk after the other. */
async function putOnSale(context: UseCaseContext, railway: Railway): Promise<void> {
  const { stations, plans, dates } = railway;
  for (let at = 0; at < stations.length; at += stationsAtOnce) {
    await context.central.transact((tx) =>
      saveStations(tx, stations.slice(at, at + stationsAtOnce)),
    );
  }
  await context.central.transact((tx) => saveTrainPlans(tx, plans));
  const trainIds = plans.map(({ trainId }) => trainId);
  for (const chunk of await planPublication(context, { trainIds, dates })) {
    await publishChunk(context, chunk);
  }
}

/** Runs from tomorrow on, so that none of them closes during the bench; those of the last day may not have opened yet. */
function runsToSell(
  context: UseCaseContext,
  { plans, dates }: Railway,
): { probe: ProbeRun; sold: SoldRun[] } {
  const open = dates.slice(1).flatMap((date) => {
    const onSale = plans.filter((plan) => saleOpensAt(plan, date, context.rules) <= context.now());
    return soldRunsOf({ plans: onSale, dates: [date] }).map((run, at) => ({
      run,
      plan: onSale[at],
      date,
    }));
  });
  const last = open.at(-1);
  if (last?.plan === undefined) throw new Error('no run is on sale');
  const { run, plan, date } = last;
  return { probe: { run, plan, date }, sold: open.slice(0, -1).map((one) => one.run) };
}

/** The runs of a railway as the selling process knows them. */
export function soldRunsOf({ plans, dates }: Pick<Railway, 'plans' | 'dates'>): SoldRun[] {
  return dates.flatMap((date) =>
    plans.map((plan) => ({
      runId: runIdOf(plan.trainId, date),
      bureau: plan.owner,
      segments: plan.stops.length - 1,
      classCodes: classesOf(plan.layout).map((seatClass) => seatClassCode[seatClass]),
    })),
  );
}
