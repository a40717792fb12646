import { setTimeout as pause } from 'node:timers/promises';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { Client, Connection } from '@temporalio/client';
import type { BenchResult } from '../frame/bench.ts';
import { openRailway, type Journey } from './bench-railway.ts';
import { hold, search, type Shop } from './buyer.ts';
import { openCalls } from './http-calls.ts';
import { countIn, rateOf, runMeasured } from './measured-run.ts';
import type { Scene } from './scene.ts';
import type { SoldOutLoadAnswer } from './sold-out-load.ts';
import { countStatements, type Statements } from './statement-count.ts';

/** What the API asks by itself, whether anybody buys or not. */
const followsCounts = /FROM (?:outbox|"public"."station")|pg_snapshot_xmin/;
/** Many tokens at once may need another connection, whose first word is about its time zone. */
const session = /FROM api_token|^SHOW timezone$/;
/** A process in its first minute asks for the key: its predecessor may have seen the request. A quick run is that young. */
const repetition = /FROM intake/;

/** Requests for a train without a seat left, and what they cost behind the API. */
export async function refuseSoldOut(scene: Scene): Promise<BenchResult> {
  const { network, extent } = scene;
  const journey = await sellOut(scene);
  const buyers = scene.takeBuyers(extent.soldOut.clients * extent.soldOut.accountsEach);
  const before = await workflowsEver(network);
  // The loops of the worker ask all the time; while it stands still every statement is the API's.
  network.signal('worker', 'SIGSTOP');
  const run: { value?: Awaited<ReturnType<typeof measure>> } = {};
  let statements: Statements;
  try {
    statements = await countStatements(network, async () => {
      run.value = await measure(scene, journey, buyers);
    });
  } finally {
    network.signal('worker', 'SIGCONT');
  }
  const started = (await workflowsEver(network)) - before;
  if (run.value === undefined) throw new Error('nobody asked');
  return resultOf(scene, run.value, { statements, started });
}

async function measure(scene: Scene, journey: Journey, buyers: ReturnType<Scene['takeBuyers']>) {
  const { network, stage, extent } = scene;
  const run = await runMeasured<SoldOutLoadAnswer>({
    network,
    timing: extent.soldOut,
    signal: stage.signal,
    script: 'test/load/bookings/sold-out-load.ts',
    input: { apiUrl: network.apiUrl, buyers, journey },
  });
  const { doneAt, others } = run.answer;
  const count = countIn(run, doneAt);
  return {
    perSecond: rateOf(run, doneAt),
    asked: doneAt.length,
    others,
    apiMs: (run.cpu['api'] ?? 0) / count,
  };
}

/** A train of two seats, both held. */
async function sellOut({ network, takeBuyers }: Scene): Promise<Journey> {
  const wanted = { trains: 1, days: 1, seats: 2, firstTrainId: 919_000 };
  const [journey] = await openRailway(network, wanted);
  const [buyer] = takeBuyers(1);
  if (journey === undefined || buyer === undefined) throw new Error('no journey to sell out');
  const calls = openCalls();
  const shop: Shop = { calls, apiUrl: network.apiUrl, refused: new Map(), references: [] };
  const reference = await hold(shop, buyer, await search(shop, journey));
  if (reference === null) throw new Error('the two seats could not be held');
  while (!(await isSoldOut(shop, journey))) await pause(50);
  calls.close();
  return journey;
}

async function isSoldOut(shop: Shop, { from, to, date, runId }: Journey): Promise<boolean> {
  const url = `${shop.apiUrl}/availability?${new URLSearchParams({ from, to, date })}`;
  const { text } = await shop.calls.ask({ method: 'GET', url });
  const { trains } = JSON.parse(text) as {
    trains: { runId: number; classes: { availability: { state: string } }[] }[];
  };
  const train = trains.find((one) => one.runId === runId);
  return train?.classes.every(({ availability }) => availability.state === 'none') ?? false;
}

function resultOf(
  scene: Scene,
  run: Awaited<ReturnType<typeof measure>>,
  counted: { statements: Statements; started: number },
): BenchResult {
  const { statements, started } = counted;
  const isQuick = scene.stage.extent === 'quick';
  const ofShards = [...others(statements.north), ...others(statements.south)];
  const ofCentral = others(statements.central).filter(
    ([text]) => !session.test(text) && !(isQuick && repetition.test(text)),
  );
  const sum = (counts: [string, number][]): number => counts.reduce((all, [, n]) => all + n, 0);
  const sessions = sum([...statements.central].filter(([text]) => text.includes('FROM api_token')));
  const note = `${run.asked} requests`;
  const none = { atMost: 0 } as const;
  return {
    tables: [
      {
        title: 'Sold out, refused from memory',
        columns: ['refusals/s', 'API CPU ms each', 'requests', 'other answers', 'session look-ups'],
        rows: [[run.perSecond, run.apiMs, run.asked, run.others, sessions]],
      },
    ],
    judged: [
      {
        kind: 'check',
        what: 'SQL to the shards for sold-out requests',
        value: sum(ofShards),
        limit: none,
        note: noteWith(note, ofShards),
      },
      {
        kind: 'check',
        what: 'SQL to central beyond the session',
        value: sum(ofCentral),
        limit: none,
        note: noteWith(note, ofCentral),
      },
      {
        kind: 'check',
        what: 'workflows started by sold-out requests',
        value: started,
        limit: none,
        note,
      },
      {
        kind: 'check',
        what: 'sold-out requests answered in another way',
        value: run.others,
        limit: none,
        note,
      },
    ],
    charts: [],
  };
}

/** With the first statement that should not have been sent. */
function noteWith(note: string, sent: [string, number][]): string {
  const [first] = sent;
  return first === undefined ? note : `${note}; ${first[0].slice(0, 200)}`;
}

/** Without what the API asks by itself. */
function others(statements: ReadonlyMap<string, number>): [string, number][] {
  return [...statements].filter(([text]) => !followsCounts.test(text));
}

async function workflowsEver(network: InterlockNetwork): Promise<number> {
  const connection = await Connection.connect({ address: network.temporalAddress });
  try {
    const namespace = network.settings['INTERLOCK_NAMESPACE'] ?? 'default';
    const { count } = await new Client({ connection, namespace }).workflow.count();
    return count;
  } finally {
    await connection.close();
  }
}
