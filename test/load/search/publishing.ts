import type { ServiceDate } from '@interlock/domain/time';
import { addDays } from '@interlock/domain/time';
import type { Client } from 'pg';
import type { Forked } from './forked.ts';
import { withClient, type StoreUrls } from './national-store.ts';
import type { Published } from './publish-process.ts';
import type { SalesFound } from './sales-process.ts';
import type { Scene } from './scene.ts';

export interface PublishingFound {
  readonly runs: number;
  /** Seat rows per second, by round. */
  readonly interlock: number[];
  readonly copy: number[];
  /** p99 of holds in ms, by round. */
  readonly quietHolds: number[];
  readonly holdsMeanwhile: number[];
}

interface Wanted {
  readonly urls: StoreUrls;
  readonly publisher: Forked;
  readonly sales: Forked;
  readonly rounds: number;
  readonly runsPerRound: number;
  readonly quietSeconds: number;
  readonly trainIds: readonly number[];
  /** The first date without any run. */
  readonly firstDate: ServiceDate;
}

const seatsPerSecond = 200;
/** Trains that sell while a timetable is published; the allocator has all of them in memory, as it has in a day's sale. */
const sellingRuns = 100;
const copyFile = 'seats-of-the-bench.copy';

/**
 * Publishes runs through the product while holds go on, and copies the rows that it wrote into a table of the same
 * shape with the server's own COPY while the same holds go on.
 */
export async function measurePublishing(scene: Scene, wanted: Wanted): Promise<PublishingFound> {
  const { publisher, sales, urls, rounds, runsPerRound } = wanted;
  const found: PublishingFound = {
    runs: rounds * runsPerRound,
    interlock: [],
    copy: [],
    quietHolds: [],
    holdsMeanwhile: [],
  };
  await settleLogs(urls);
  await whileHolding(sales, () => pause(2 * wanted.quietSeconds));
  for (let round = 0; round < rounds; round += 1) {
    scene.stage.signal.throwIfAborted();
    scene.stage.progress(`publishing while holds go on, round ${round + 1} of ${rounds}`);
    const date = addDays(wanted.firstDate, round);
    const trainIds = wanted.trainIds.slice(round * runsPerRound, (round + 1) * runsPerRound);
    const quiet = await whileHolding(sales, () => pause(wanted.quietSeconds));
    const published = await whileHolding(sales, () =>
      publisher.ask<Published>('publish', { trainIds, dates: [date] }, 120_000),
    );
    const copied = await whileHolding(sales, () => copySeats(urls, date));
    found.quietHolds.push(quiet.holds.holdP99Ms);
    found.holdsMeanwhile.push(published.holds.holdP99Ms);
    found.interlock.push(published.answer.seats / published.answer.seconds);
    found.copy.push(copied.answer.rows / copied.answer.seconds);
  }
  return found;
}

/**
 * A checkpoint as every server makes one each five minutes: from then on it uses the old segments of its log again. One
 * that has made none yet fills a new segment with zeros for every 16 MB, and whoever commits meanwhile waits for that.
 */
async function settleLogs(urls: StoreUrls): Promise<void> {
  for (const { admin } of [urls.north, urls.south])
    await withClient(admin, (client) => client.query('CHECKPOINT'));
}

async function whileHolding<Answer>(
  sales: Forked,
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; holds: SalesFound }> {
  await sales.ask('start', { seatsPerSecond, among: sellingRuns }, 5_000);
  const answer = await work();
  return { answer, holds: await sales.ask<SalesFound>('stop', {}, 30_000) };
}

/** One shard after the other, as the product publishes; only the COPY into the table is timed. */
async function copySeats(
  urls: StoreUrls,
  date: ServiceDate,
): Promise<{ rows: number; seconds: number }> {
  const sum = { rows: 0, seconds: 0 };
  for (const url of [urls.north.admin, urls.south.admin]) {
    await withClient(url, async (client) => {
      const file = await fileOf(client);
      await client.query('CREATE TABLE seat_copy (LIKE seat INCLUDING ALL)');
      await client.query(
        `COPY (SELECT s.* FROM run r JOIN seat s ON s.id >= r.id * 10000 AND s.id < (r.id + 1) * 10000 WHERE r.service_date = '${date}') TO '${file}'`,
      );
      const began = performance.now();
      const { rowCount } = await client.query(`COPY seat_copy FROM '${file}'`);
      sum.seconds += (performance.now() - began) / 1000;
      sum.rows += rowCount ?? 0;
      await client.query('DROP TABLE seat_copy');
    });
  }
  return sum;
}

/** In the server's own data folder, where it may write. */
async function fileOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  return `${rows[0]?.data_directory}/${copyFile}`;
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
