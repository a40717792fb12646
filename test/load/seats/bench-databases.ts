import { openShards, type Shards } from '@interlock/db/connections';
import { publishRuns } from '@interlock/db/publish-runs';
import { createShardMap } from '@interlock/db/shard-map';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { type DatabaseUrls, prepareDatabase } from '@interlock/dev-env/postgres-databases';
import { type ShardName, bureauLetters, runIdOf } from '@interlock/domain/ids';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { type ServiceDate, addDays, parseServiceDate } from '@interlock/domain/time';
import { benchTrains } from './bench-trains.ts';
import { msOfIds } from './booking-ids.ts';
import type { BenchRun } from './request-mix.ts';

export const benchShard = 'north' as ShardName;

/** A shard database of the bench's own, beside the product's on one server of the network. */
export interface BenchDatabase {
  readonly urls: DatabaseUrls;
  /** `count` runs of each of these trains, on dates that no run had before. */
  publish(trains: readonly number[], count: number): Promise<BenchRun[]>;
  /** From when on `count` booking ids have the time to themselves. */
  timeForIds(count: number): number;
}

const firstDate = parseServiceDate('2031-01-01') as ServiceDate;

/** Makes the database by the product's migrations and grants; runs are published as the product does it. */
export async function benchDatabase(
  network: InterlockNetwork,
  name: string,
): Promise<BenchDatabase> {
  const { ownerPassword, appPassword } = network.secrets;
  const urls = await prepareDatabase({
    adminUrl: network.databases.north.admin,
    kind: 'shard',
    database: name,
    passwords: { ownerPassword, appPassword },
  });
  const plans = benchTrains();
  const used = new Map<number, number>();
  let nextIdAtMs = Date.now();
  return {
    urls,
    timeForIds(count) {
      const from = nextIdAtMs;
      nextIdAtMs += msOfIds(count) + 1;
      return from;
    },
    async publish(trains, count) {
      const shards = openBenchShard(urls.app);
      try {
        const runs: BenchRun[] = [];
        for (const train of trains) {
          const plan = plans[train];
          if (plan === undefined) throw new RangeError(`there is no bench train ${train}`);
          const before = used.get(train) ?? 0;
          used.set(train, before + count);
          const dates = Array.from({ length: count }, (_, at) => addDays(firstDate, before + at));
          await publishRuns(shards, { plan, dates, rules: demoSaleRules });
          runs.push(...dates.map((date) => ({ runId: runIdOf(plan.trainId, date), train })));
        }
        return runs;
      } finally {
        await shards.close();
      }
    },
  };
}

/** The product's own way to a shard; all bureaus live on this one. */
export function openBenchShard(appUrl: string): Shards {
  const map = createShardMap(
    bureauLetters.map((bureau) => ({ bureau, shard: benchShard, epoch: 1 })),
  );
  return openShards({ [benchShard]: appUrl }, map);
}
