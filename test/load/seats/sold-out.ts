import { runLoad } from '../frame/load-process.ts';
import { hotTrain } from './bench-trains.ts';
import type { LoadInput } from './load-input.ts';
import type { SeatsPlace } from './seats-place.ts';
import { logStatements, statementsBetweenMarks } from './statement-count.ts';

export interface SoldOutFound {
  readonly answers: number;
  readonly seconds: number;
}

const clients = 32;

/** Answers per second for a train without seats, and the statements that the server saw meanwhile. */
export async function soldOutRun(
  place: SeatsPlace,
  measureMs: number,
): Promise<{ perSecond: number; statements: number | null }> {
  const database = await place.newDatabase('sold_out');
  const runs = await database.publish([hotTrain], 1);
  await logStatements(database.urls.admin);
  const input: LoadInput = {
    urls: database.urls,
    postgresPid: null,
    way: 'one-by-one',
    runs,
    clients,
    warmUpMs: 0,
    measureMs,
    seed: 3,
    idsFromMs: Date.now(),
    purchasesMax: 0,
    startAtMs: 0,
    tellsPromises: false,
  };
  const { answers, seconds } = await runLoad<SoldOutFound>({
    script: 'test/load/seats/sold-out-load.ts',
    input,
    signal: place.signal,
    withinMs: 60_000,
  });
  return {
    perSecond: answers / seconds,
    statements: statementsBetweenMarks(place.network.logOf('north'), database.urls.admin),
  };
}
