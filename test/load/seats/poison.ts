import { runLoad } from '../frame/load-process.ts';
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

/** One request of a full batch that can never be carried out. */
export async function poisonRun(
  place: SeatsPlace,
): Promise<PoisonFound & { neighboursFailed: number; broken: string[] }> {
  const database = await place.newDatabase('poison');
  const input: LoadInput = {
    urls: database.urls,
    postgresPid: null,
    way: 'one-by-one',
    runs: await database.publish([hotTrain], 1),
    clients: 64,
    warmUpMs: 0,
    measureMs: 0,
    seed: 6,
    idsFromMs: Date.now(),
    purchasesMax: 65,
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
