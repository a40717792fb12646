import type { Judged, Stage, Table } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import type { LoopCost, LoopsLoadInput } from './loops-load.ts';
import { settingsOfStore, type Store } from './stores.ts';

const withinMs = 60_000;

/** What a round of each loop of the worker costs when it finds nothing to do. */
export async function measureLoops(
  stage: Stage,
  { small, large }: { small: Store; large: Store },
): Promise<{ table: Table; judged: Judged[] }> {
  const few = stage.extent === 'full' ? await loopsOn(stage, small) : [];
  const many = await loopsOn(stage, large);
  const scanned = many.filter(({ rowsScanned }) => rowsScanned > large.wishes.bookings / 100);
  return {
    table: {
      title: `Rounds of the worker's loops with nothing to do, one shard: ${small.wishes.bookings} and ${large.wishes.bookings} bookings stored`,
      columns: [
        'loop',
        'first ms',
        'first ms, large',
        'later ms',
        'later ms, large',
        'rows of whole-table scans, large',
      ],
      rows: many.map((cost, at) => [
        cost.loop,
        few[at]?.firstMs ?? null,
        cost.firstMs,
        few[at]?.laterMs ?? null,
        cost.laterMs,
        Math.round(cost.rowsScanned),
      ]),
    },
    judged: [
      {
        kind: 'aim',
        what: 'loops that read a growing table whole in every round',
        value: scanned.length,
        limit: { atMost: 0 },
        ...(scanned.length === 0 ? {} : { note: scanned.map(({ loop }) => loop).join(', ') }),
      },
    ],
  };
}

async function loopsOn(stage: Stage, store: Store): Promise<LoopCost[]> {
  stage.progress(`loops: ${store.name}`);
  const { central, north } = store.urls;
  const input: LoopsLoadInput = {
    settings: settingsOfStore(stage.network(), store),
    admin: { central: central.admin, north: north.admin },
  };
  return runLoad<LoopCost[]>({
    script: 'test/load/growth/loops-load.ts',
    input,
    signal: stage.signal,
    withinMs,
  });
}
