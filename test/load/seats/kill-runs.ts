import { setTimeout as pause } from 'node:timers/promises';
import { bookingNumber, type BookingId } from '@interlock/domain/ids';
import pg from 'pg';
import { runLoad } from '../frame/load-process.ts';
import type { BenchDatabase } from './bench-databases.ts';
import { hotTrain } from './bench-trains.ts';
import type { LoadFound, LoadInput } from './load-input.ts';
import type { Promised } from './product-seller.ts';
import { brokenInvariants } from './seat-checks.ts';
import type { SeatsPlace } from './seats-place.ts';

export interface KillFound {
  readonly what: string;
  readonly promises: number;
  /** Promises that the database does not know of. */
  readonly lost: number;
  readonly broken: string[];
}

const clients = 64;
/** More per second than are sold. */
const holdsPerSecond = 14_000;
const purchasesPerRun = 3_000;

/** Where it sells, and how long before and about as long after the kill. */
export interface KillPlan {
  readonly database: BenchDatabase;
  readonly sellMs: number;
}

/** SIGKILL to the process that sells, in the middle of its batches. */
export async function killSeller(place: SeatsPlace, plan: KillPlan): Promise<KillFound> {
  return killRun(place, {
    ...plan,
    what: 'kill -9 of the process',
    kill(pid) {
      process.kill(pid, 'SIGKILL');
    },
  });
}

/** SIGKILL to Postgres while it sells; the server starts again, recovers, and the same process goes on. */
export async function killPostgres(place: SeatsPlace, plan: KillPlan): Promise<KillFound> {
  return killRun(place, {
    ...plan,
    what: 'kill -9 of Postgres',
    async kill() {
      await place.network.kill('north');
      await place.network.startProcess('north');
    },
  });
}

async function killRun(
  place: SeatsPlace,
  plan: KillPlan & { what: string; kill(pid: number): Promise<void> | void },
): Promise<KillFound> {
  const { database } = plan;
  const purchasesMax = Math.ceil((holdsPerSecond * plan.sellMs) / 1000);
  const promises = new Map<BookingId, Promised[1]>();
  let pid = 0;
  let firstTold: () => void = () => undefined;
  const selling = new Promise<void>((resolve) => {
    firstTold = resolve;
  });
  const input: LoadInput = {
    urls: database.urls,
    postgresPid: null,
    way: 'one-by-one',
    runs: await database.publish([hotTrain], Math.ceil(purchasesMax / purchasesPerRun)),
    clients,
    warmUpMs: 0,
    measureMs: 2 * plan.sellMs,
    seed: 5,
    idsFromMs: database.timeForIds(purchasesMax),
    purchasesMax,
    startAtMs: 0,
    tellsPromises: true,
  };
  const load = runLoad<LoadFound>({
    script: 'test/load/seats/product-load.ts',
    input,
    signal: place.signal,
    withinMs: 60_000,
    onStart: (started) => {
      pid = started;
    },
    onLine(line) {
      firstTold();
      const [id, what] = line as Promised;
      promises.set(id, what);
    },
  }).then(
    () => 'ended',
    (error: unknown) => String(error),
  );
  await Promise.race([selling, load]);
  await pause(plan.sellMs);
  await plan.kill(pid);
  const end = await load;
  if (end !== 'ended' && !end.includes('SIGKILL')) throw new Error(end);
  return {
    what: plan.what,
    promises: promises.size,
    lost: await lostPromises(database.urls.admin, promises),
    broken: await brokenInvariants(database.urls.admin, 'product'),
  };
}

/** A hold may have gone on to what its caller asked next, which nobody was told of any more; it may not be gone. */
async function lostPromises(
  adminUrl: string,
  promises: ReadonlyMap<BookingId, Promised[1]>,
): Promise<number> {
  const statesOf = { held: [1, 2, 4], confirmed: [2], released: [4] };
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; state: number; seats: number }>(
      `SELECT id::text, state, cardinality(seat_ids) AS seats FROM booking
        WHERE release_reason IS NULL OR release_reason = 'cancelled'`,
    );
    const stored = new Map(rows.map((row) => [row.id, row]));
    return [...promises].filter(([id, what]) => {
      const row = stored.get(bookingNumber(id).toString());
      return row === undefined || row.seats === 0 || !statesOf[what].includes(row.state);
    }).length;
  } finally {
    await client.end();
  }
}
