import { type SeatClass, seatClassCode } from '@interlock/domain/classes';
import { type RunId, type SeatId, seatIdOf, seatIndexOf, seatsPerRun } from '@interlock/domain/ids';
import { rowMaskOf } from '@interlock/inventory/masks';
import { publicPool } from '@interlock/inventory/run-inventory';
import type { ShardReader } from './connections.ts';

/**
 * Indexes of the seats of a class that nobody can buy now on stops [from, to): sold there, or not for everybody. One
 * read of the index of the run's seats.
 */
export async function readTakenSeats(
  shard: ShardReader,
  ride: { runId: RunId; seatClass: SeatClass; from: number; to: number },
): Promise<ReadonlySet<number>> {
  const { sold, sold2 } = rowMaskOf(ride.from, ride.to);
  const first = BigInt(seatIdOf(ride.runId, 0));
  const rows = await shard.$queryRaw<{ id: number }[]>`
    SELECT id::float8 FROM seat
     WHERE id >= ${first}::bigint AND id < ${first + BigInt(seatsPerRun)}::bigint AND class = ${seatClassCode[ride.seatClass]}::smallint
       AND (sold & ${sold}::bigint <> 0 OR sold2 & ${sold2}::bigint <> 0 OR pool & ${publicPool}::int = 0)`;
  return new Set(rows.map(({ id }) => seatIndexOf(id as SeatId)));
}
