import type { ShardName } from '@interlock/domain/ids';
import { instant } from '@interlock/domain/time';
import { expect, test } from 'vitest';
import { trainSearch } from '../../testing/samples.ts';
import { trainSearchSchema } from '../../wire/trains.ts';
import { searchJson } from './search-json.ts';

const [sample] = trainSearch().trains;
if (sample === undefined) throw new Error('the sample has no train');

test('whatever is put together is one JSON document of the promised shape', () => {
  for (const trains of [[], [sample], [sample, { ...sample }, { ...sample }]]) {
    for (const otherDates of [[], trainSearch().trains.map(({ date }) => date)]) {
      const json = parsed({ ...trainSearch(), trains, otherDates });
      expect(() => trainSearchSchema.parse(json)).not.toThrow();
      expect(json.trains).toHaveLength(trains.length);
    }
  }
});

test('every train has the age of its own shard, and a shard without news has none', () => {
  const north = 'north' as ShardName;
  const search = {
    ...trainSearch(),
    asOfShards: new Map([
      [sample.shard, instant(1_000)],
      [north, null],
    ]),
    trains: [sample, { ...sample, shard: north }],
  };
  expect(parsed(search).trains.map(({ asOf }) => asOf)).toEqual(['1970-01-01T00:00:01.000Z', null]);
});

test('after a sale the same ride shows its new counts', () => {
  const [first] = sample.classes;
  if (first === undefined) throw new Error('the sample has no class');
  const sold = { ...sample, classes: [{ ...first, availability: { state: 'none' as const } }] };
  const [, after] = parsed({ ...trainSearch(), trains: [sample, sold] }).trains;
  expect(after?.classes.map(({ availability }) => availability)).toEqual([{ state: 'none' }]);
});

test('bytes remembered of a ride are those of that ride alone, and the age is always new', () => {
  const again = { ...sample, number: 'G2', numbers: ['G2'] };
  const numbersAt = (ms: number) =>
    parsed({
      ...trainSearch(),
      asOf: instant(ms),
      asOfShards: new Map([[sample.shard, instant(ms)]]),
      trains: [sample, again],
    }).trains.map(({ number, asOf }) => [number, asOf]);
  for (const ms of [1_000, 2_000]) {
    const asOf = new Date(ms).toISOString();
    expect(numbersAt(ms)).toEqual([
      ['G1', asOf],
      ['G2', asOf],
    ]);
  }
});

function parsed(search: ReturnType<typeof trainSearch>) {
  const text = Buffer.concat(searchJson(search)).toString();
  return JSON.parse(text) as {
    trains: { number: string; asOf: string | null; classes: { availability: object }[] }[];
  };
}
