import type { ShardKey, ShardReader } from '@interlock/db/connections';
import type { WorkerContext } from '../process/worker-context.ts';

/** A process of its own, which remembers nothing yet, and how often it has asked the shards. */
export interface CountedReads {
  readonly context: WorkerContext;
  reads: number;
}

/** As the given process, with its questions to the shards counted. */
export function countReads({ shards, ...context }: WorkerContext): CountedReads {
  const counted = {
    reads: 0,
    context: {
      ...context,
      shards: {
        ...shards,
        read<Answer>(key: ShardKey, work: (reader: ShardReader) => Promise<Answer>) {
          counted.reads += 1;
          return shards.read(key, work);
        },
      },
    },
  };
  return counted;
}
