import type { Shards } from '../connections.ts';
import type { ShardFixture } from './shard-fixture.ts';

/** The same shards, but the first batch waits until `pass` lets it go. */
export function waitingBeforeFirstBatch(shards: Shards, pass: () => Promise<void>): Shards {
  let isFirst = true;
  return {
    ...shards,
    batchConnection(name) {
      const connection = shards.batchConnection(name);
      return {
        ...connection,
        async query(query) {
          if (isFirst) {
            isFirst = false;
            await pass();
          }
          return connection.query(query);
        },
      };
    },
  };
}

/** A promise for each caller that resolves once `count` of them have come. */
export function gate(count: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const open of waiting) open();
    });
}

/** Changes the text of a function of the database: to switch a guard off. Throws if the text is not there. */
export async function replaceInFunction(
  fixture: ShardFixture,
  change: { name: string; text: string; by: string },
): Promise<void> {
  const { rows } = await fixture.admin.query<{ source: string }>(
    'SELECT pg_get_functiondef(oid) AS source FROM pg_proc WHERE proname = $1',
    [change.name],
  );
  const source = rows[0]?.source ?? '';
  if (!source.includes(change.text)) throw new Error(`${change.name} has no "${change.text}"`);
  await fixture.admin.query(source.replace(change.text, change.by));
}
