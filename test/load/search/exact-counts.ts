import { connect } from 'node:net';
import { type SeatClass, seatClassCode } from '@interlock/domain/classes';
import { serviceDateOfRun, trainIdOfRun, type RunId } from '@interlock/domain/ids';
import { Client } from 'pg';
import { AnswerReader } from './answer-reader.ts';
import type { Railway } from './railway.ts';

export interface CountsFound {
  readonly runs: number;
  readonly compared: number;
  readonly different: readonly string[];
}

interface Wanted {
  readonly port: number;
  /** Superusers' addresses of the shards. */
  readonly shards: readonly string[];
  readonly railway: Railway;
}

const connections = 8;

/**
 * Compares what the API shows for every pair of stations of every run that has sold, in every class, with counts by
 * SQL over the seat rows. Nothing may be on sale meanwhile.
 */
export async function compareCounts({ port, shards, railway }: Wanted): Promise<CountsFound> {
  const plans = new Map(railway.plans.map((plan) => [plan.trainId, plan]));
  const ids = railway.plans.map(({ trainId }) => trainId);
  const bySql = new Map((await Promise.all(shards.map((url) => countsBySql(url, ids)))).flat());
  const sold = new Set([...bySql.keys()].map((place) => Number(place.split(' ')[0]) as RunId));
  const pairs = [...sold].flatMap((runId) => {
    const stops = plans.get(trainIdOfRun(runId))?.stops ?? [];
    const date = serviceDateOfRun(runId);
    return stops.flatMap(({ telecode: from }, at) =>
      stops
        .slice(at + 1)
        .flatMap(({ telecode: to }) => (from === to ? [] : [{ runId, from, to, date }])),
    );
  });
  const paths = new Set(pairs.map(({ from, to, date }) => pathOf({ from, to, date })));
  const shown = await countsShown(port, { paths: [...paths], runs: sold });
  const unseen = pairs
    .map(({ runId, from, to }) => `${runId} ${from}-${to}`)
    .filter((pair) => !shown.pairs.has(pair));
  const wrong = [...shown.counts].flatMap(([place, count]) =>
    bySql.get(place) === count ? [] : [`${place}: shown ${count}, by SQL ${bySql.get(place)}`],
  );
  return { runs: sold.size, compared: shown.counts.size, different: [...unseen, ...wrong] };
}

function pathOf(ride: { from: string; to: string; date: string }): string {
  return `/availability?${new URLSearchParams(ride).toString()}`;
}

interface Answer {
  readonly trains: readonly {
    readonly runId: RunId;
    readonly from: { readonly position: number; readonly telecode: string };
    readonly to: { readonly position: number; readonly telecode: string };
    readonly classes: readonly {
      readonly seatClass: SeatClass;
      readonly availability: { readonly state: string; readonly count?: number };
    }[];
  }[];
}

interface Shown {
  /** Run, class code and stops → seats. */
  readonly counts: Map<string, number>;
  /** Run and stations. */
  readonly pairs: Set<string>;
}

async function countsShown(
  port: number,
  wanted: { paths: string[]; runs: ReadonlySet<RunId> },
): Promise<Shown> {
  const shown: Shown = { counts: new Map(), pairs: new Set() };
  const paths = wanted.paths.values();

  async function ask(): Promise<void> {
    const reader = new AnswerReader(connect({ port, host: '127.0.0.1' }));
    for (const path of paths) {
      const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`;
      const { body } = await reader.ask(Buffer.from(request));
      const { trains } = JSON.parse(body.toString()) as Answer;
      for (const train of trains) if (wanted.runs.has(train.runId)) note(train, shown);
    }
    reader.close();
  }

  await Promise.all(Array.from({ length: connections }, ask));
  return shown;
}

function note({ runId, from, to, classes }: Answer['trains'][number], shown: Shown): void {
  shown.pairs.add(`${runId} ${from.telecode}-${to.telecode}`);
  for (const { seatClass, availability } of classes) {
    const place = `${runId} ${seatClassCode[seatClass]} ${from.position}-${to.position}`;
    // Anything but a number is a difference too: these runs are on sale and their shards are there.
    const count = availability.state === 'none' ? 0 : (availability.count ?? Number.NaN);
    shown.counts.set(place, count);
  }
}

async function countsBySql(url: string, trainIds: readonly number[]): Promise<[string, number][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ place: string; free: number }>(
      `WITH masks AS (
         SELECT s.run_id, s.class, s.sold, s.sold2, r.segments, count(*)::int AS seats
           FROM run r JOIN seat s ON s.id >= r.id * 10000 AND s.id < (r.id + 1) * 10000
          WHERE r.ver > 0 AND r.train_id = ANY ($1) AND s.pool & 1 <> 0 GROUP BY 1, 2, 3, 4, 5)
       SELECT m.run_id || ' ' || m.class || ' ' || f || '-' || t AS place,
              coalesce(sum(m.seats) FILTER (WHERE m.sold & segment_bits(f, t) = 0 AND m.sold2 & segment_bits2(f, t) = 0), 0)::int AS free
         FROM masks m CROSS JOIN LATERAL generate_series(0, m.segments - 1) AS f
              CROSS JOIN LATERAL generate_series(f + 1, m.segments) AS t
        GROUP BY m.run_id, m.class, f, t`,
      [trainIds],
    );
    return rows.map(({ place, free }) => [place, free]);
  } finally {
    await client.end();
  }
}
