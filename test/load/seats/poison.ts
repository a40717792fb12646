import { runLoad } from '../frame/load-process.ts';
import type { BenchDatabase } from './bench-databases.ts';
import { hotTrain } from './bench-trains.ts';
import type { LoadInput } from './load-input.ts';
import { brokenInvariants } from './seat-checks.ts';
import type { SeatsPlace } from './seats-place.ts';

export interface PoisonFound {
  readonly asked: number;
  readonly held: number;
  readonly poisonFailed: boolean;
  readonly ms: number;
}

/** A full batch, and one that comes before it. */
const asked = 65;

/** One request of a full batch that can never be carried out. */
export async function poisonRun(
  place: SeatsPlace,
  database: BenchDatabase,
): Promise<PoisonFound & { neighboursFailed: number; broken: string[] }> {
  const input: LoadInput = {
    urls: database.urls,
    postgresPid: null,
    way: 'one-by-one',
    runs: await database.publish([hotTrain], 1),
    clients: 64,
    warmUpMs: 0,
    measureMs: 0,
    seed: 6,
    idsFromMs: database.timeForIds(asked),
    purchasesMax: asked,
    startAtMs: 0,
    tellsPromises: false,
  };
  const found = await runLoad<PoisonFound>({
    script: 'test/load/seats/poison-load.ts',
    input,
    signal: place.signal,
    withinMs: 60_000,
  });
  return {
    ...found,
    neighboursFailed: found.asked - 1 - found.held,
    broken: await brokenInvariants(database.urls.admin, 'product'),
  };
}
