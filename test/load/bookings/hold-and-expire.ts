import { setTimeout as pause } from 'node:timers/promises';
import type { BenchResult } from '../frame/bench.ts';
import { cpuMeter } from '../frame/process-cpu.ts';
import { quantile } from '../frame/rounds.ts';
import type { BuyerLoadAnswer } from './buyer-load.ts';
import { countIn, meteredProcesses, rateOf, runMeasured } from './measured-run.ts';
import type { Scene } from './scene.ts';
import { askShards } from './shard-rows.ts';

const lookEveryMs = 200;
/** Beyond the last deadline nothing may be left. */
const releasedWithinMs = 60_000;

/** Seats held and never paid for: how fast they are held, and how the deadline then frees them. */
export async function holdAndExpire(scene: Scene): Promise<BenchResult> {
  const { network, stage, extent } = scene;
  const { warmMs, measureMs, dueAfterMs } = extent.hold;
  const windowMs = 1500 + warmMs + measureMs + dueAfterMs;
  await network.stopProcess('api');
  await network.startProcess('api', { INTERLOCK_HOLD_WINDOW_MS: String(windowMs) });
  try {
    stage.progress('holding seats that nobody pays for');
    const accounts = Math.ceil(((warmMs + measureMs) / 1000) * 120) + extent.hold.clients;
    const run = await runMeasured<BuyerLoadAnswer>({
      network,
      timing: extent.hold,
      signal: stage.signal,
      script: 'test/load/bookings/buyer-load.ts',
      input: {
        deed: 'hold',
        apiUrl: network.apiUrl,
        buyers: scene.takeBuyers(accounts),
        journeys: scene.journeys,
      },
    });
    const { doneAt, references, times } = run.answer;
    const held = times.map(({ holdMs }) => holdMs);
    const perSecond = rateOf(run, doneAt);
    const count = countIn(run, doneAt);
    stage.progress(`${perSecond.toFixed(1)} holds/s; waiting until they have expired`);
    const expired = await untilExpired(scene, references);
    const costs = Object.keys(run.cpu).map((name) => [
      name,
      (run.cpu[name] ?? 0) / count,
      (expired.cpu[name] ?? 0) / references.length,
    ]);
    return {
      tables: [
        {
          title: 'Held, then expired',
          columns: [
            'holds/s',
            'hold p50 ms',
            'hold p99 ms',
            'expired/s',
            'freed after pay-by p99 ms',
          ],
          rows: [
            [
              perSecond,
              quantile(held, 0.5),
              quantile(held, 0.99),
              expired.perSecond,
              expired.lateMs,
            ],
          ],
        },
        {
          title: 'CPU ms per hold and per expiry, by process',
          columns: ['process', 'hold', 'expiry'],
          rows: costs,
        },
      ],
      judged: [],
      charts: [],
    };
  } finally {
    await network.stopProcess('api');
    await network.startProcess('api', {});
  }
}

interface Expiry {
  readonly perSecond: number;
  readonly lateMs: number;
  readonly cpu: Record<string, number>;
}

async function untilExpired(
  { network, stage }: Scene,
  references: readonly string[],
): Promise<Expiry> {
  const meter = cpuMeter(meteredProcesses(network));
  const giveUpAt = Date.now() + releasedWithinMs;
  for (;;) {
    const rows = await askShards<{ closed: Date | null; late: number | null }>(
      network,
      `SELECT closed_at AS closed, extract(epoch FROM closed_at - pay_by)::float8 * 1000 AS late
         FROM booking WHERE reference = ANY ($1)`,
      [references],
    );
    const closed = rows.flatMap((row) => (row.closed === null ? [] : [row.closed.getTime()]));
    if (closed.length === references.length) {
      const first = Math.min(...closed);
      const last = Math.max(...closed);
      const late = rows.map((row) => row.late ?? 0);
      return {
        perSecond: closed.length / Math.max(0.001, (last - first) / 1000),
        lateMs: quantile(late, 0.99),
        cpu: meter.lap(),
      };
    }
    if (Date.now() > giveUpAt)
      throw new Error(`${references.length - closed.length} holds have not expired`);
    await pause(lookEveryMs, undefined, { signal: stage.signal });
  }
}
