import { setTimeout as pause } from 'node:timers/promises';
import type { Scene } from './scene.ts';
import { askShards } from './shard-rows.ts';

const lookEveryMs = 250;
const endsWithinMs = 150_000;

/** Waits until no booking of the bench's accounts is under way and every message of theirs has gone. */
export async function untilAllHasEnded({ network, stage }: Scene): Promise<void> {
  const giveUpAt = Date.now() + endsWithinMs;
  for (;;) {
    const [left] = await unfinished();
    if (left === undefined) return;
    if (Date.now() > giveUpAt) throw new Error(`still not ended: ${JSON.stringify(left)}`);
    await pause(lookEveryMs, undefined, { signal: stage.signal });
  }

  // Of the sold-out train two seats stay held: nobody pays for them, and their window is long.
  function unfinished(): Promise<object[]> {
    return askShards(
      network,
      `SELECT b.reference, b.state, n.state AS message FROM booking b LEFT JOIN notification n ON n.booking_id = b.id
        WHERE b.account_id LIKE 'bookings-bench-%' AND b.run_id NOT IN (SELECT id FROM run WHERE train_id = 919000)
          AND (b.state IN (1, 2) OR n.state IN ('waiting', 'sending')) LIMIT 1`,
    );
  }
}
