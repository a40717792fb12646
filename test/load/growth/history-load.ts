import { planIdOf } from '@interlock/db/publish-runs';
import { createVault } from '@interlock/db/vault';
import { seatsOf } from '@interlock/domain/coach-layout';
import { runIdOf } from '@interlock/domain/ids';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import {
  boards,
  publicNumberAt,
  saleOpensAt,
  stopOf,
} from '@interlock/domain/timetable/train-plan';
import { vaultKeyId } from '@interlock/use-cases/open-context';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import pg from 'pg';
import { loadInput, tell } from '../frame/load-process.ts';
import {
  centralStatements,
  changesTable,
  seatsInsert,
  shardStatements,
  stagingColumns,
  stagingInsert,
  stagingTable,
  versionsUpdate,
} from './bulk-sql.ts';
import {
  historyOf,
  type History,
  type HistoryShard,
  type HistoryWishes,
  type Story,
} from './history.ts';
import { setAsideIndexes } from './set-aside-indexes.ts';

/** Fills one shard with its half of the past, and central with what goes with it. */
export interface HistoryLoadInput {
  readonly shard: HistoryShard;
  readonly wishes: HistoryWishes;
  /** The tables' owner: the product itself could not write the past. */
  readonly urls: { readonly shard: string; readonly central: string };
  /** Base64, as the product's settings have them. */
  readonly keys: { readonly vault: string; readonly index: string; readonly qr: string };
}

const rowsAtOnce = 2_000;

type Row = (string | number | null)[];

const input = await loadInput<HistoryLoadInput>();
const history = historyOf(input.shard, input.wishes);
const began = performance.now();
await withClient(input.urls.shard, (shard) =>
  withClient(input.urls.central, async (central) => {
    // Each loader has a staging table of its own, on both servers.
    await central.query(
      `CREATE SCHEMA growth_${input.shard}; SET search_path = growth_${input.shard}, public`,
    );
    await stage([shard, central]);
    await Promise.all([fillShard(shard), fillCentral(central)]);
  }),
);
tell({ seconds: (performance.now() - began) / 1000 });

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // What is lost by a crash here is loaded again; durability is for what is measured.
    await client.query(
      `SET synchronous_commit = off; SET work_mem = '128MB'; SET timezone = 'UTC'`,
    );
    await work(client);
  } finally {
    await client.end();
  }
}

async function fillShard(client: pg.Client): Promise<void> {
  const tables = shardStatements.map(({ table }) => table);
  const putBack = await setAsideIndexes(client, tables);
  await insertRuns(client);
  await client.query(changesTable);
  await client.query(versionsUpdate);
  for (const { table, sql } of shardStatements) {
    tell({ progress: `${input.shard}: ${table}` });
    await client.query(sql);
  }
  tell({ progress: `${input.shard}: indexes` });
  await putBack();
  await client.query('DROP TABLE growth_story, growth_change');
}

/** Its indexes are set aside by whoever starts the loaders: both shards' fill the same tables. */
async function fillCentral(client: pg.Client): Promise<void> {
  for (const { table, sql } of centralStatements) {
    tell({ progress: `central, ${input.shard}: ${table}` });
    await client.query(sql);
  }
  await client.query(`DROP SCHEMA growth_${input.shard} CASCADE`);
}

async function stage(clients: readonly pg.Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.query(stagingTable)));
  const insert = { name: 'stage', text: stagingInsert() };
  const rowOf = rowMaker(history);
  let sent: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < history.size; from += rowsAtOnce) {
    const rows: Row[] = [];
    for (let at = from; at < Math.min(history.size, from + rowsAtOnce); at += 1) {
      rows.push(rowOf(history.story(at)));
    }
    const columns = stagingColumns.map((_, column) => rows.map((row) => row[column] ?? null));
    // The servers store one page while the next is made.
    await sent;
    sent = Promise.all(clients.map((client) => client.query({ ...insert, values: columns })));
  }
  await sent;
  await Promise.all(clients.map((client) => client.query('ANALYZE growth_story')));
}

/** Rows sealed and signed as the product does it. */
function rowMaker({ plan }: History): (story: Story) => Row {
  const vault = createVault({
    keyId: vaultKeyId,
    keys: { [vaultKeyId]: Buffer.from(input.keys.vault, 'base64') },
    indexKey: Buffer.from(input.keys.index, 'base64'),
  });
  const codeOf = codeMaker(plan);
  return (story) => {
    const document = vault.documentHash('passport', story.traveller);
    const contact = vault.seal(
      JSON.stringify({ email: `${story.account}@interlock.example` }),
      `contact:${story.reference}`,
    );
    return [
      story.number.toString(),
      story.id,
      story.id.charAt(0),
      story.reference,
      story.account,
      story.traveller,
      document,
      story.end,
      story.runId,
      story.date,
      story.seatId,
      story.from,
      story.to,
      isoOf(story.createdAt),
      isoOf(story.departsAt),
      isoOf(story.arrivesAt),
      story.ticketId,
      story.end === 'ticketed' ? codeOf(story, document) : null,
      story.intent,
      `\\x${Buffer.from(contact).toString('hex')}`,
    ];
  };
}

/** The text of a ticket's code, as ticketText writes it, without looking through the layout for each. */
function codeMaker(plan: History['plan']): (story: Story, document: string) => string {
  const signer = ticketSigner(Buffer.from(input.keys.qr, 'base64'));
  const seats = seatsOf(plan.layout);
  return (story, document) => {
    const seat = seats[story.seatId % 10_000];
    const facts = {
      t: story.ticketId,
      n: publicNumberAt(plan, story.from),
      d: story.date,
      f: stopOf(plan, story.from).telecode,
      o: stopOf(plan, story.to).telecode,
      c: 'second',
      s: seat === undefined ? '' : `${seat.coach}-${seat.row}${seat.letter}`,
      h: document.slice(0, 16),
      b: Math.floor(story.departsAt / 60_000),
      e: Math.ceil(story.arrivesAt / 60_000),
    };
    const body = `IL1.${signer.keyId}.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
    return `${body}.${signer.sign(body)}`;
  };
}

async function insertRuns(client: pg.Client): Promise<void> {
  const { plan, dates } = history;
  const planId = planIdOf(plan);
  const runIds = dates.map((date) => runIdOf(plan.trainId, date));
  await client.query(
    'INSERT INTO train_plan (id, train_id, version, body) VALUES ($1, $2, $3, $4)',
    [planId, plan.trainId, plan.version, JSON.stringify(plan)],
  );
  await client.query(
    `INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
     SELECT u.id, $1, u.day, $2, $3, $4, u.opens, u.departs
     FROM unnest($5::bigint[], $6::date[], $7::timestamptz[], $8::timestamptz[]) AS u (id, day, opens, departs)`,
    [
      plan.trainId,
      planId,
      plan.owner,
      plan.stops.length - 1,
      runIds,
      dates,
      dates.map((date) => isoOf(saleOpensAt(plan, date, demoSaleRules))),
      dates.map((date) => isoOf(boards(plan, date, 0))),
    ],
  );
  const seats = seatsOf(plan.layout);
  await client.query(seatsInsert, [
    runIds,
    seats.map(({ index }) => index),
    seats.map(({ coach }) => coach),
    seats.map(({ row }) => row),
    seats.map(({ letter }) => letter),
  ]);
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
