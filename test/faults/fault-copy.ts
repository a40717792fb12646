import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InterlockNetwork } from '@interlock/dev-env/network';
import type { DatabaseName, OwnProcessName } from '@interlock/dev-env/network-options';
import { freePorts } from '@interlock/dev-env/ports';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { faultPoints, type FaultPoint } from '@interlock/domain/fault-points';
import { bookingIdOf, isBureauLetter, type BookingId } from '@interlock/domain/ids';
import { connectProcesses, type Processes } from '@interlock/workflows/client';
import { expect } from 'vitest';
import { query } from '../bad-input/rows.ts';
import { bankAt, type Bank } from '../smoke/bank.ts';
import { programWith, type Offer } from '../smoke/program.ts';
import { dateAhead, offerOf } from '../smoke/steps.ts';
import { waitFor } from '../smoke/waiting.ts';
import { buyerWith, soonMs, type Buyer } from './buyer.ts';
import { openBooks, type Books } from './clean-books.ts';

const dayAhead = 2;
/** One train of each shard on the same way, at the same hours. */
const trainOn = { south: 'G1', north: 'G643' } as const;
export type Shard = keyof typeof trainOn;
const processNames = [
  'central',
  'north',
  'south',
  'temporal',
  'mail',
  'sandbox',
  'worker',
  'api',
] as const;
const trip = { from: 'VNP', to: 'AOH', date: dateAhead(dayAhead) };

export interface FaultCopy {
  readonly network: InterlockNetwork;
  readonly bank: Bank;
  /** An account without bookings under way, another one each time while there are any. */
  buyer(): Buyer;
  offer(shard: Shard): Promise<Offer>;
  /** Free seats of the class as searches show them. */
  freeSeats(shard: Shard, seatClass: string): Promise<{ state: string; count?: number }>;
  /** Rows of one database. */
  rows(database: DatabaseName, sql: string): Promise<Record<string, unknown>[]>;
  idOf(reference: string): Promise<BookingId>;
  /** Steps for which the booking's process has begun the long way, after their local tries. */
  longSteps(reference: string): Promise<(string | null)[]>;
  /** From now on the next process that comes by dies there (or stands still, as the copy was set up). */
  readonly arm: (point: FaultPoint) => FaultPointWatch;
  /** Starts and wakes what a test that failed has left dead or standing still. */
  standUp(): Promise<void>;
  /** Every invariant holds and no booking is left half-way, at the latest after half a minute. */
  expectCleanBooks(): Promise<void>;
  stop(): Promise<void>;
}

export interface FaultPointWatch {
  /** Resolves once the point was reached and the process has died of signal 9. */
  death(process: OwnProcessName): Promise<void>;
  /** Resolves once the point was reached. */
  reached(): Promise<void>;
}

export interface CopySettings {
  /** Divides grace, extensions and repair. */
  readonly shorten: number;
  readonly holdWindowMs: number;
  readonly atFaultPoints: 'kill' | 'stop';
}

/** Starts an Interlock of its own, without the site, with two trains on one day, all fault points set and off. */
export async function startFaultCopy(settings: CopySettings): Promise<FaultCopy> {
  const dataFolder = temporaryDataFolder();
  const markers = join(dataFolder, 'markers');
  mkdirSync(markers);
  const markerOf = (point: FaultPoint): string => join(markers, point);
  for (const point of faultPoints) writeFileSync(markerOf(point), 'off\n');
  const points = faultPoints.map(
    (point) => `${point}=${settings.atFaultPoints}:${markerOf(point)}`,
  );
  const network = await InterlockNetwork.start({
    dataFolder,
    ports: freePorts,
    processes: processNames,
    environment: {
      INTERLOCK_SHORTEN: String(settings.shorten),
      INTERLOCK_HOLD_WINDOW_MS: String(settings.holdWindowMs),
      INTERLOCK_FAULT_POINTS: points.join(','),
    },
    demo: { trains: Object.values(trainOn), days: [dayAhead] },
    initialSync: 'never',
    temporalPage: 'off',
  });
  const books = await openBooks(network, dataFolder);
  const { temporalAddress: address } = network;
  const processes = connectProcesses({ address, namespace: 'default' });
  return copyOf({ network, books, processes, dataFolder, markerOf });
}

interface Parts {
  readonly network: InterlockNetwork;
  readonly books: Books;
  readonly processes: Processes;
  readonly dataFolder: string;
  readonly markerOf: (point: FaultPoint) => string;
}

function copyOf({ network, books, processes, dataFolder, markerOf }: Parts): FaultCopy {
  const { apiUrl, sandboxUrl, secrets, demo } = network;
  let buyers = 0;
  const searching = programWith({ apiUrl, token: demo.tokens[0] ?? '' });
  const offer = (shard: Shard): Promise<Offer> => offerOf(searching, trip, trainOn[shard]);
  const rows = (database: DatabaseName, sql: string): Promise<Record<string, unknown>[]> =>
    query(network.databases[database].app, sql);

  async function idOf(reference: string): Promise<BookingId> {
    const sql = `SELECT booking_id::text AS id, bureau FROM intake WHERE reference = '${reference}'`;
    const [row] = await rows('central', sql);
    const bureau = String(row?.['bureau']);
    if (!isBureauLetter(bureau)) throw new Error(`no intake of ${reference}`);
    return bookingIdOf(bureau, BigInt(String(row?.['id'])));
  }

  return {
    network,
    bank: bankAt({ sandboxUrl, secretKey: secrets.stripeSecretKey }),
    buyer() {
      const token = demo.tokens[buyers % demo.tokens.length] ?? '';
      buyers += 1;
      return buyerWith({ apiUrl, token });
    },
    offer,
    async freeSeats(shard, seatClass) {
      const found = (await offer(shard)).classes.find((one) => one.seatClass === seatClass);
      if (found === undefined) throw new Error(`${trainOn[shard]} has no ${seatClass}`);
      return found.availability;
    },
    rows,
    idOf,
    async longSteps(reference) {
      const events = (await processes.history(await idOf(reference))) ?? [];
      return events.filter(({ type }) => type === 'activityTaskScheduled').map(({ name }) => name);
    },
    arm: (point) => armed({ network, point, marker: markerOf(point) }),
    standUp: () => standUp(network),
    expectCleanBooks: () => books.expectClean(),
    async stop() {
      await books.close();
      await processes.close();
      await network.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function standUp(network: InterlockNetwork): Promise<void> {
  for (const name of processNames) {
    try {
      await network.startProcess(name);
    } catch (error) {
      if (!(error instanceof Error && error.message.endsWith('runs already'))) throw error;
      network.signal(name, 'SIGCONT');
    }
  }
}

function armed(of: {
  network: InterlockNetwork;
  point: FaultPoint;
  marker: string;
}): FaultPointWatch {
  const { network, point, marker } = of;
  rmSync(marker);
  return {
    async death(process) {
      const pid = network.pidOf(process);
      const exit = await within(network.ended(process), `${process} to die at ${point}`);
      expect(exit).toEqual({ code: null, signal: 'SIGKILL' });
      expect(readFileSync(marker, 'utf8')).toBe(`${point} ${pid}\n`);
    },
    async reached() {
      await waitFor({
        what: `a process reaches ${point}`,
        withinMs: soonMs,
        ask: () => Promise.resolve(existsSync(marker)),
        until: (isThere) => isThere,
      });
    },
  };
}

/** The answer, or an error that says what was waited for. */
async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${soonMs} ms for ${what}`)), soonMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
