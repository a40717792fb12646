import { instant } from '@interlock/domain/time';
import { expect, test } from 'vitest';
import { trainSearch } from '../../testing/samples.ts';
import { KeptAnswers } from './kept-answers.ts';
import { searchJson } from './search-json.ts';

const first = trainSearch();
const [sample] = first.trains;
if (sample === undefined) throw new Error('the sample has no train');

function at(search: typeof first, ms: number | null): typeof first {
  const asOf = ms === null ? null : instant(ms);
  return {
    ...search,
    asOf,
    asOfShards: new Map([...search.asOfShards.keys()].map((shard) => [shard, asOf])),
  };
}

function whole(search: typeof first): string {
  return Buffer.concat([...searchJson(search).pieces]).toString();
}

test('whatever was answered before, the bytes are those of this answer', () => {
  const kept = new KeptAnswers();
  const changed = { ...first, trains: [{ ...sample, number: 'G7' }] };
  const longer = { ...first, trains: Array.from({ length: 50 }, () => ({ ...sample })) };
  const none = { ...first, trains: [] };
  for (const search of [first, changed, longer, none, changed, first]) {
    for (const ms of [1_000, 2_000, null, 3_000]) {
      const now = at(search, ms);
      expect(kept.of('question', now).bytes.toString()).toBe(whole(now));
    }
  }
});

test('a newer age is written into the bytes of the last time, another answer into their memory', () => {
  const kept = new KeptAnswers();
  const before = kept.of('question', at(first, 1_000)).bytes;
  const younger = kept.of('question', at(first, 2_000)).bytes;
  expect(younger).toBe(before);
  const other = kept.of('question', { ...first, trains: [{ ...sample }] }).bytes;
  expect(other.buffer).toBe(before.buffer);
});

test('an answer that is still being read is never written over, nor one that was cut off', () => {
  const kept = new KeptAnswers();
  const read = kept.of('question', at(first, 1_000));
  read.readers += 1;
  const expected = read.bytes.toString();
  for (const next of [at(first, 2_000), { ...first, trains: [{ ...sample, number: 'G7' }] }]) {
    expect(kept.of('question', next).bytes.toString()).toBe(whole(next));
    expect(read.bytes.toString()).toBe(expected);
  }
});

test('the same answer again is the same bytes, for as many as read it', () => {
  const kept = new KeptAnswers();
  const read = kept.of('question', first);
  read.readers += 1;
  expect(kept.of('question', first)).toBe(read);
  expect(kept.of('another question', first)).not.toBe(read);
});
