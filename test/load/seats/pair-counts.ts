import { fillCoach } from '@interlock/domain/coach-layout';
import { chooseSeats } from '@interlock/inventory/choose-seats';
import { buildHistogram, countAllFree } from '@interlock/inventory/free-run-histogram';
import { type RunInventory, buildRunInventory, take } from '@interlock/inventory/run-inventory';
import pg from 'pg';
import { median } from '../frame/rounds.ts';
import { createRandom } from './random.ts';

const segments = 23;
const seats = 1_000;
const turns = 300;

export interface PairCountsFound {
  /** Pairs of stops of the run. */
  readonly pairs: number;
  readonly countsUs: number;
  readonly roundTripUs: number;
}

/** All remaining counts of a class of 1,000 seats from its masks, against one `SELECT 1` to the server and back. */
export async function pairCounts(adminUrl: string): Promise<PairCountsFound> {
  const inventory = halfSold();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const counts: number[] = [];
    const roundTrips: number[] = [];
    let pairs = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      let began = performance.now();
      pairs = countAll(inventory);
      counts.push(performance.now() - began);
      began = performance.now();
      await client.query({ name: 'one', text: 'SELECT 1' });
      roundTrips.push(performance.now() - began);
    }
    return { pairs, countsUs: median(counts) * 1000, roundTripUs: median(roundTrips) * 1000 };
  } finally {
    await client.end();
  }
}

function countAll(inventory: RunInventory): number {
  const counts = countAllFree(buildHistogram(inventory, 'second'));
  if (!counts.some((count) => count > 0)) throw new Error('nothing is free');
  return (segments * (segments + 1)) / 2;
}

function halfSold(): RunInventory {
  const inventory = buildRunInventory({
    segments,
    seats: fillCoach([{ class: 'second', count: seats }]).map((seat, index) => ({
      ...seat,
      index,
      seatId: index,
      coach: 1,
      pool: 1,
    })),
  });
  const random = createRandom(7);
  for (let sold = 0; sold < 900; sold += 1) {
    const one = Math.floor(random.next() * (segments + 1));
    const other = Math.floor(random.next() * (segments + 1));
    if (one === other) continue;
    const interval = { from: Math.min(one, other), to: Math.max(one, other) };
    const indexes = chooseSeats(inventory, { class: 'second', count: 1, ...interval });
    if (indexes !== null) take(inventory, indexes, interval);
  }
  return inventory;
}
