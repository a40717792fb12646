import { expect, test } from 'vitest';
import { LatelyUsed } from './lately-used.ts';

test('what is asked for stays, what nobody asks for goes', () => {
  const kept = new LatelyUsed<number, string>(20);
  kept.set(0, 'asked for');
  kept.set(1, 'forgotten');
  for (let key = 2; key < 200; key += 1) {
    kept.set(key, 'new');
    expect(kept.get(0)).toBe('asked for');
  }
  expect(kept.get(1)).toBeUndefined();
  expect(kept.get(199)).toBe('new');
});

test('it never holds more than its weight allows', () => {
  const kept = new LatelyUsed<number, string>(100, (value) => value.length);
  for (let key = 0; key < 1000; key += 1) kept.set(key, 'x'.repeat(1 + (key % 10)));
  const held = Array.from({ length: 1000 }, (_, key) => kept.get(key)?.length ?? 0);
  // One value may pass the line of each of the two generations.
  expect(held.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(100 + 2 * 10);
});

test('what is set again weighs once and drives nothing out', () => {
  const kept = new LatelyUsed<number, string>(20);
  kept.set(0, 'not asked for');
  for (let time = 0; time < 200; time += 1) kept.set(1, 'again');
  expect(kept.get(0)).toBe('not asked for');
});

test('cleared it knows nothing', () => {
  const kept = new LatelyUsed<string, number>(10);
  kept.set('a', 1);
  kept.clear();
  expect(kept.get('a')).toBeUndefined();
});
