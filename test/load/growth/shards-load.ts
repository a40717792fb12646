import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { loadInput, tell } from '../frame/load-process.ts';
import type { HistoryShard } from './history.ts';
import { openSoldShards, type SoldShardsInput } from './open-shards.ts';

/** Sells with as many clients as it can for a while. */
export interface ShardsLoadInput extends SoldShardsInput {
  /** Of all shards served together. */
  readonly clients: number;
  readonly seconds: number;
  /** A file that it makes once it can start; it starts when `go` is there, which names the Unix milliseconds to measure from. */
  readonly ready: string;
  readonly go: string;
}

export interface ShardsLoadAnswer {
  readonly perSecond: number;
  /** Releases that an earlier try of the allocator had carried out already. */
  readonly askedAgain: number;
  /** Holds that were told to come again: another process had sold from the same run again and again meanwhile. */
  readonly busy: number;
}

/** Share of holds that are given back at once. */
const releasedShare = 0.43;

const input = await loadInput<ShardsLoadInput>();
const sold = await openSoldShards(input);
writeFileSync(input.ready, '');
while (!existsSync(input.go)) await pause(10);
const startAt = Number(readFileSync(input.go, 'utf8'));
const endAt = startAt + input.seconds * 1000;
let operations = 0;
let askedAgain = 0;
let busy = 0;
await Promise.all(
  Array.from({ length: input.clients }, (_, at) => sell(input.serve[at % input.serve.length])),
);
const answer: ShardsLoadAnswer = { perSecond: operations / input.seconds, askedAgain, busy };
tell(answer);
await sold.close();

async function sell(shard: HistoryShard | undefined): Promise<void> {
  if (shard === undefined) return;
  const allocator = sold.allocator(shard);
  while (Date.now() < endAt) {
    const request = sold.newHold(shard);
    const hold = await allocator.hold(request);
    if (hold.kind === 'busy') {
      busy += 1;
      continue;
    }
    if (hold.kind !== 'held') throw new Error(`a hold ended as ${hold.kind}`);
    count();
    if (Math.random() >= releasedShare) continue;
    const { bookingId } = request;
    const release = await allocator.release({
      bookingId,
      expect: 'held',
      due: 'now',
      reason: 'cancelled',
      actor: 'passenger',
      operation: `${bookingId}:cancel`,
    });
    // Committed by a try whose answer was lost: the seats are free, and it is said so.
    if (release.kind === 'already-released') askedAgain += 1;
    else if (release.kind !== 'released') throw new Error(`a release ended as ${release.kind}`);
    count();
  }
}

function count(): void {
  const now = Date.now();
  if (now >= startAt && now < endAt) operations += 1;
}
