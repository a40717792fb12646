import { type ShardName, isBureauLetter } from '@interlock/domain/ids';
import type { CentralDatabase } from './connections.ts';
import type { ShardMapEntry } from './shard-map.ts';

/** The map as the central database has it. */
export async function loadShardMapEntries(central: CentralDatabase): Promise<ShardMapEntry[]> {
  const rows = await central.read((reader) => reader.shardMap.findMany());
  return rows.flatMap(({ bureau, shard, epoch }) =>
    isBureauLetter(bureau) ? [{ bureau, shard: shard as ShardName, epoch }] : [],
  );
}

/** Writes the entries that are not there yet; an existing entry stays as it is. */
export async function seedShardMap(
  central: CentralDatabase,
  entries: ShardMapEntry[],
): Promise<void> {
  await central.transact((transaction) =>
    transaction.shardMap.createMany({ data: entries, skipDuplicates: true }),
  );
}
