import { runLoad } from '../frame/load-process.ts';
import type { BenchDatabase } from './bench-databases.ts';
import { hotTrain } from './bench-trains.ts';
import type { LoadInput } from './load-input.ts';
import { brokenInvariants } from './seat-checks.ts';
import type { SeatsPlace } from './seats-place.ts';
import type { Cost } from './server-meter.ts';

export interface IssueFound extends Cost {
  readonly issued: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const clients = 32;

/** Issue as an operation of its own: tickets, ledger, message, event and state of bookings confirmed before. */
export async function issueRun(
  place: SeatsPlace,
  database: BenchDatabase,
  purchases: number,
): Promise<IssueFound & { broken: string[] }> {
  const input: LoadInput = {
    urls: database.urls,
    postgresPid: place.postgresPid(),
    way: 'one-by-one',
    runs: await database.publish([hotTrain], 4),
    clients,
    warmUpMs: 0,
    measureMs: 0,
    seed: 4,
    idsFromMs: database.timeForIds(purchases),
    purchasesMax: purchases,
    startAtMs: 0,
    tellsPromises: false,
  };
  const found = await runLoad<IssueFound>({
    script: 'test/load/seats/issue-load.ts',
    input,
    signal: place.signal,
    withinMs: 90_000,
  });
  return { ...found, broken: await brokenInvariants(database.urls.admin, 'product') };
}
