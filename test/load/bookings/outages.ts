import { setTimeout as pause } from 'node:timers/promises';
import type { BenchResult, Chart } from '../frame/bench.ts';
import type { BuyerLoadAnswer } from './buyer-load.ts';
import { runMeasured } from './measured-run.ts';
import type { Scene } from './scene.ts';
import { askShards } from './shard-rows.ts';
import { untilAllHasEnded } from './unfinished.ts';

/** The provider and then the mail server are killed and come back, while everybody goes on buying. */
export async function runOutages(scene: Scene): Promise<BenchResult> {
  const { stage, network, extent, journeys } = scene;
  const { clients, quietMs, downMs } = extent.outages;
  const measureMs = 3 * quietMs + 2 * downMs;
  stage.progress('buying goes on while the provider and then the mail server are away');
  const [run] = await Promise.all([
    runMeasured<BuyerLoadAnswer>({
      network,
      timing: { warmMs: 0, measureMs, clients },
      signal: stage.signal,
      script: 'test/load/bookings/buyer-load.ts',
      input: {
        deed: 'ticket',
        apiUrl: network.apiUrl,
        buyers: scene.takeBuyers(clients),
        journeys,
      },
    }),
    breakParts(scene),
  ]);
  stage.progress('waiting until every booking and every message has ended');
  await untilAllHasEnded(scene);
  const { doneAt, references, refused } = run.answer;
  const ends = await endsOf(scene, references);
  const wrong = references.length - ends.ticketed;
  const second = (at: number): number => Math.floor((at - run.from) / 1000);
  const perSecond = Array.from({ length: Math.ceil(measureMs / 1000) }, () => 0);
  for (const at of doneAt) {
    const index = second(at);
    if (index >= 0 && index < perSecond.length) perSecond[index] = (perSecond[index] ?? 0) + 1;
  }
  return {
    tables: [
      {
        title: `Provider away for ${downMs / 1000} s, then mail server away for ${downMs / 1000} s`,
        columns: [
          'bookings held',
          'ticketed',
          'messages sent',
          'unknown or failed',
          'refused meanwhile',
        ],
        rows: [[references.length, ends.ticketed, ends.sent, ends.unsure, textOf(refused)]],
      },
      goodputTable(perSecond, extent.outages),
    ],
    judged: [
      {
        kind: 'check',
        what: 'bookings of the outage that did not end with ticket and captured money',
        value: wrong,
        limit: { atMost: 0 },
        note: `${references.length} bookings`,
      },
    ],
    charts: [goodputChart(perSecond)],
  };
}

async function breakParts({ network, extent, stage }: Scene): Promise<void> {
  const { quietMs, downMs } = extent.outages;
  const rest = (ms: number) => pause(ms, undefined, { signal: stage.signal });
  // The load generator starts in the first second and a half.
  await rest(1500 + quietMs);
  for (const part of ['sandbox', 'mail'] as const) {
    await network.kill(part);
    await rest(downMs);
    await network.startProcess(part);
    await rest(part === 'sandbox' ? quietMs : 0);
  }
}

interface Ends {
  readonly ticketed: number;
  readonly sent: number;
  readonly unsure: number;
}

async function endsOf({ network }: Scene, references: readonly string[]): Promise<Ends> {
  const rows = await askShards<{ ticketed: number; sent: number; unsure: number }>(
    network,
    `SELECT count(*) FILTER (WHERE b.state = 3 AND EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id
              AND p.intent_id = b.confirmed_intent AND p.state = 'captured' AND p.captured_fen = b.price_fen))::int AS ticketed,
            count(n) FILTER (WHERE n.state = 'sent')::int AS sent,
            count(n) FILTER (WHERE n.state IN ('unknown', 'failed'))::int AS unsure
       FROM booking b LEFT JOIN notification n ON n.booking_id = b.id AND n.channel = 'mail'
      WHERE b.reference = ANY ($1)`,
    [references],
  );
  const sum = (pick: (row: Ends) => number): number =>
    rows.reduce((all, row) => all + pick(row), 0);
  return {
    ticketed: sum(({ ticketed }) => ticketed),
    sent: sum(({ sent }) => sent),
    unsure: sum(({ unsure }) => unsure),
  };
}

function goodputTable(
  perSecond: readonly number[],
  { quietMs, downMs }: Scene['extent']['outages'],
) {
  const phases = [
    ['before', quietMs],
    ['provider away', downMs],
    ['between', quietMs],
    ['mail server away', downMs],
    ['after', quietMs],
  ] as const;
  let from = 0;
  const rows = phases.map(([name, ms]) => {
    const seconds = perSecond.slice(Math.round(from / 1000), Math.round((from + ms) / 1000));
    from += ms;
    const sum = seconds.reduce((all, count) => all + count, 0);
    return [name, sum / Math.max(1, seconds.length)];
  });
  return { title: 'Tickets per second meanwhile', columns: ['phase', 'tickets/s'], rows };
}

function goodputChart(perSecond: readonly number[]): Chart {
  return {
    title: 'Tickets per second while the provider and then the mail server are away',
    shape: 'lines',
    unit: 'tickets/s',
    places: perSecond.map((_, second) => String(second)),
    series: [{ name: 'tickets/s', values: perSecond }],
  };
}

function textOf(refused: Record<string, number>): string {
  const parts = Object.entries(refused).map(([what, count]) => `${what}: ${count}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
