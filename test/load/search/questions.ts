import type { Station } from '@interlock/domain/timetable/station';
import { seededRandom } from '../choice/seeded-random.ts';
import type { Railway } from './railway.ts';

/** Searches as people ask them: few pairs of cities get most, every day of the sale window is asked for. */
export interface Questions {
  readonly paths: string[];
  /** Indexes into `paths`, drawn with the skew. */
  readonly order: number[];
}

const draws = 65_536;

/**
 * The pairs with most trains come first and the n-th pair is asked 1/n as often (Zipf); a city with several stations
 * is asked for as a city. Days further away are asked for less: day d with weight 1/(1 + d/5).
 */
export function questionsOf(railway: Railway, pairsMax: number): Questions {
  const pairs = busiestPairs(railway).slice(0, pairsMax);
  const asked = pairs.flatMap(([from, to], rank) =>
    railway.dates.map((date, day) => ({
      path: `/availability?${new URLSearchParams({ from, to, date }).toString()}`,
      weight: 1 / (rank + 1) / (1 + day / 5),
    })),
  );
  return { paths: asked.map(({ path }) => path), order: drawn(asked.map(({ weight }) => weight)) };
}

function busiestPairs({ plans, stations }: Railway): [from: string, to: string][] {
  const key = placeKeys(stations);
  const trains = new Map<string, { pair: [string, string]; count: number }>();
  for (const { stops } of plans) {
    for (const [at, from] of stops.entries()) {
      for (const to of stops.slice(at + 1)) {
        const pair: [string, string] = [key(from.telecode), key(to.telecode)];
        if (pair[0] === pair[1]) continue;
        const known = trains.get(pair.join(' '));
        if (known === undefined) trains.set(pair.join(' '), { pair, count: 1 });
        else known.count += 1;
      }
    }
  }
  return [...trains.values()].sort((a, b) => b.count - a.count).map(({ pair }) => pair);
}

function placeKeys(stations: readonly Station[]): (telecode: string) => string {
  const cityOf = new Map(stations.map(({ telecode, cityZh }) => [telecode, cityZh]));
  const stationsOf = new Map<string, number>();
  for (const { cityZh } of stations) stationsOf.set(cityZh, (stationsOf.get(cityZh) ?? 0) + 1);
  return (telecode) => {
    const city = cityOf.get(telecode);
    return city !== undefined && (stationsOf.get(city) ?? 0) > 1 ? `city:${city}` : telecode;
  };
}

function drawn(weights: readonly number[]): number[] {
  const random = seededRandom(4);
  let sum = 0;
  const upTo = weights.map((weight) => (sum += weight));
  return Array.from({ length: draws }, () => firstAbove(upTo, random() * sum));
}

function firstAbove(upTo: readonly number[], value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
