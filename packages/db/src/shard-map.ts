import { type BureauLetter, type ShardName, bureauLetters } from '@interlock/domain/ids';

export interface ShardMapEntry {
  bureau: BureauLetter;
  shard: ShardName;
  /** Grows by one with each move of the bureau. */
  epoch: number;
}

/** Where each bureau lives. */
export interface ShardMap {
  shardOf(bureau: BureauLetter): ShardName;
  epochOf(bureau: BureauLetter): number;
  shards(): ShardName[];
  bureausOf(shard: ShardName): BureauLetter[];
  /** Takes over entries with a higher epoch; older ones are late news and ignored. */
  learn(entries: ShardMapEntry[]): void;
}

const north: readonly BureauLetter[] = ['B', 'T', 'P', 'V', 'C', 'Y', 'K', 'J', 'R', 'O'];

/** The map of the demo railway: two shards, north and south. */
export function demoShardMapEntries(): ShardMapEntry[] {
  return bureauLetters.map((bureau) => ({
    bureau,
    shard: (north.includes(bureau) ? 'north' : 'south') as ShardName,
    epoch: 1,
  }));
}

/** Throws if a bureau is missing: half a map would send bookings nowhere. */
export function createShardMap(entries: ShardMapEntry[]): ShardMap {
  const byBureau = new Map(entries.map((entry) => [entry.bureau, entry]));
  const missing = bureauLetters.filter((bureau) => !byBureau.has(bureau));
  if (missing.length > 0)
    throw new Error(`the shard map has no entry for bureau ${missing.join(', ')}`);

  function entryOf(bureau: BureauLetter): ShardMapEntry {
    const entry = byBureau.get(bureau);
    if (entry === undefined) throw new Error(`the shard map has no entry for bureau ${bureau}`);
    return entry;
  }

  return {
    shardOf: (bureau) => entryOf(bureau).shard,
    epochOf: (bureau) => entryOf(bureau).epoch,
    shards: () => [...new Set([...byBureau.values()].map((entry) => entry.shard))],
    bureausOf: (shard) =>
      [...byBureau.values()].filter((entry) => entry.shard === shard).map((entry) => entry.bureau),
    learn(news) {
      for (const entry of news) {
        if (entry.epoch > (byBureau.get(entry.bureau)?.epoch ?? 0))
          byBureau.set(entry.bureau, entry);
      }
    },
  };
}
