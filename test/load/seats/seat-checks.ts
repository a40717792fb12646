import { PrismaClient } from '@interlock/db/generated/shard/client';
import { bookingChecks } from '@interlock/db/verify/booking-checks';
import { moneyChecks } from '@interlock/db/verify/money-checks';
import { seatChecks } from '@interlock/db/verify/seat-checks';
import { shardLimits } from '@interlock/db/verify/shard-check';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { PrismaPg } from '@prisma/adapter-pg';
import { benchShard } from './bench-databases.ts';

/**
 * What `npm run verify` asks of seats, runs, stories and ledger. The rest cannot hold where only a worker's allocator
 * has been: there are no intakes, no workflows, no provider, and payments that nobody captured.
 */
const asked = new Set(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I8', 'I10', 'I20', 'I21']);
const checks = [...seatChecks, ...bookingChecks, ...moneyChecks].filter(({ number }) =>
  asked.has(number),
);
/** The naive transaction keeps no versions of runs, so its feed has none. */
const ofSeatsAlone = seatChecks;

const timeoutMs = 120_000;

/** One sentence for each broken invariant of the database. */
export async function brokenInvariants(
  adminUrl: string,
  extent: 'product' | 'naive',
): Promise<string[]> {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: adminUrl, max: 1, options: '-c timezone=UTC' }),
  });
  try {
    return await client.$transaction(
      async (reader) => {
        const context = { rules: demoSaleRules, limits: shardLimits };
        const broken: string[] = [];
        for (const check of extent === 'product' ? checks : ofSeatsAlone) {
          const breaches = await check.find({ shard: benchShard, reader, context });
          const [first] = breaches;
          if (first !== undefined)
            broken.push(
              `${check.number} broken ${breaches.length} times, first: ${first.id} ${first.why}`,
            );
        }
        return broken;
      },
      { timeout: timeoutMs, maxWait: timeoutMs },
    );
  } finally {
    await client.$disconnect();
  }
}
