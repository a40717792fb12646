import type { Config } from '@interlock/config/config';
import { createFaultPoint } from '@interlock/config/fault-point';
import { createSeatAllocator, type SeatAllocator } from '@interlock/db/seat-allocator';
import type { ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { openContext } from '@interlock/use-cases/open-context';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { connectProcesses } from '@interlock/workflows/client';
import { report } from './report.ts';

export interface ComposedWorker {
  readonly context: WorkerContext;
  close(): Promise<void>;
}

/** Wires the worker: databases, gateways, Temporal's client and one seat allocator per shard it serves. */
export async function composeWorker(config: Config): Promise<ComposedWorker> {
  const faultPoint = createFaultPoint(config.faultPoints);
  const processes = connectProcesses(config.temporal);
  const opened = await openContext(config, { processes, faultPoint, report });
  const { context } = opened;
  await context.availability.loadStations();
  const allocators = new Map<ShardName, SeatAllocator>();
  for (const shard of config.workerShards as ShardName[]) {
    const { shards } = context;
    const now = (): Instant => context.now();
    allocators.set(shard, createSeatAllocator({ shards, shard, now, faultPoint, report }));
  }
  return {
    context: { ...context, allocator: (shard) => allocatorIn(allocators, shard) },
    async close() {
      await Promise.all([...allocators.values()].map((allocator) => allocator.close()));
      await processes.close();
      await opened.close();
    },
  };
}

function allocatorIn(allocators: Map<ShardName, SeatAllocator>, shard: ShardName): SeatAllocator {
  const allocator = allocators.get(shard);
  if (allocator === undefined) throw new Error(`this worker does not serve shard ${shard}`);
  return allocator;
}
