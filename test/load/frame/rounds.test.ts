import { expect, test } from 'vitest';
import { inRounds, median, medianRatio, quantile, ratiosOf } from './rounds.ts';

test('a median is the middle value, a quantile lies between its neighbours', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.9)).toBeCloseTo(46);
  expect(() => median([])).toThrow(RangeError);
});

test('ratios are taken round by round, so that a slow minute of the machine cancels out', () => {
  expect(ratiosOf([10, 100], [5, 50])).toEqual([2, 2]);
  expect(medianRatio([10, 100, 9], [5, 50, 3])).toBe(2);
  expect(medianRatio([10], null)).toBeNull();
  expect(() => ratiosOf([1], [1, 2])).toThrow(RangeError);
});

test('each round starts with another candidate, and an abort stops before the next one', async () => {
  const order: string[] = [];
  const asked = new AbortController();
  const candidates = ['a', 'b', 'c'].map((name) => ({
    name,
    run(round: number) {
      order.push(`${name}${round}`);
      return Promise.resolve(round);
    },
  }));
  const found = await inRounds({ rounds: 2, candidates, signal: asked.signal });
  expect(order).toEqual(['a0', 'b0', 'c0', 'b1', 'c1', 'a1']);
  expect(found).toEqual({ a: [0, 1], b: [0, 1], c: [0, 1] });
  asked.abort();
  await expect(inRounds({ rounds: 1, candidates, signal: asked.signal })).rejects.toThrow('abort');
});
