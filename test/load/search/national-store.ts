import { openCentral } from '@interlock/db/connections';
import { planIdOf } from '@interlock/db/publish-runs';
import { demoShardMapEntries } from '@interlock/db/shard-map';
import { seedShardMap } from '@interlock/db/shard-map-store';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { databaseNames, type DatabaseName } from '@interlock/dev-env/network-options';
import { prepareDatabase, type DatabaseUrls } from '@interlock/dev-env/postgres-databases';
import type { ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { Client } from 'pg';
import type { Railway } from './railway.ts';

export type StoreUrls = Readonly<Record<DatabaseName, DatabaseUrls>>;

const plansAtOnce = 500;

/** Databases of their own on the network's servers: central and both shards, migrated, with the shard map. */
export async function makeStore(network: InterlockNetwork, database: string): Promise<StoreUrls> {
  const entries = await Promise.all(
    databaseNames.map(async (name): Promise<[DatabaseName, DatabaseUrls]> => [
      name,
      await prepareDatabase({
        adminUrl: withDatabase(network.databases[name].admin, 'postgres'),
        kind: name === 'central' ? 'central' : 'shard',
        database,
        passwords: network.secrets,
      }),
    ]),
  );
  const urls = Object.fromEntries(entries) as Record<DatabaseName, DatabaseUrls>;
  const central = openCentral(urls.central.app);
  try {
    await seedShardMap(central, demoShardMapEntries());
  } finally {
    await central.close();
  }
  return urls;
}

/**
 * Writes the timetable as the product does, and the runs of these dates without their seats: a run never sold is read
 * from its layout.
 */
export async function writeTimetable(
  urls: StoreUrls,
  railway: Omit<Railway, 'dates'>,
  unseated: readonly ServiceDate[],
): Promise<void> {
  await withClient(urls.central.admin, async (client) => {
    await client.query(
      `INSERT INTO station (telecode, zh, en, pinyin, initials, city_zh, city_en, aliases, bureau)
       SELECT s.telecode, s.zh, s.en, s.pinyin, s.initials, s."cityZh", s."cityEn", '{}', NULL
         FROM jsonb_to_recordset($1) AS s (telecode text, zh text, en text, pinyin text, initials text, "cityZh" text, "cityEn" text)`,
      [JSON.stringify(railway.stations)],
    );
    await writePlans(client, railway.plans, intoTrain);
  });
  const shards = new Map(demoShardMapEntries().map(({ bureau, shard }) => [bureau, shard]));
  await Promise.all(
    (['north', 'south'] as const).map((shard) =>
      withClient(urls[shard].admin, async (client) => {
        const own = railway.plans.filter(({ owner }) => shards.get(owner) === shard);
        await writePlans(client, own, intoTrainPlan);
        await client.query(
          `INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
           SELECT (d.day - '1970-01-01') * 10000000::bigint + p.train_id, p.train_id, d.day, p.id, p.body ->> 'owner',
                  jsonb_array_length(p.body -> 'stops') - 1, d.day - interval '15 days', d.day + interval '6 hours'
             FROM train_plan p CROSS JOIN unnest($1::date[]) AS d (day)`,
          [unseated],
        );
        await client.query('ANALYZE run, train_plan');
      }),
    ),
  );
}

// The layout is sent once and joined to its trains: with it a plan is some fifty kilobytes.
const intoTrain = `
  INSERT INTO train (id, version, number, owner, body, layout)
  SELECT t.id, t.version, t.number, t.owner, t.body, l.body
    FROM jsonb_to_recordset($1) AS t (id int, version int, number text, owner text, body jsonb, layout text, plan_id bigint)
    JOIN jsonb_to_recordset($2) AS l (id text, body jsonb) ON l.id = t.layout`;
const intoTrainPlan = `
  INSERT INTO train_plan (id, train_id, version, body)
  SELECT t.plan_id, t.id, t.version, t.body || jsonb_build_object('layout', l.body)
    FROM jsonb_to_recordset($1) AS t (id int, version int, number text, owner text, body jsonb, layout text, plan_id bigint)
    JOIN jsonb_to_recordset($2) AS l (id text, body jsonb) ON l.id = t.layout`;

async function writePlans(
  client: Client,
  plans: readonly TrainPlan[],
  statement: string,
): Promise<void> {
  const layouts = [...new Map(plans.map(({ layout }) => [layout.id, layout])).values()];
  const layoutRows = JSON.stringify(layouts.map((body) => ({ id: body.id, body })));
  for (let at = 0; at < plans.length; at += plansAtOnce) {
    const rows = plans.slice(at, at + plansAtOnce).map(({ layout, ...body }) => ({
      id: body.trainId,
      version: body.version,
      number: body.numbers[0]?.number,
      owner: body.owner,
      body,
      layout: layout.id,
      plan_id: planIdOf(body),
    }));
    await client.query(statement, [JSON.stringify(rows), layoutRows]);
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
