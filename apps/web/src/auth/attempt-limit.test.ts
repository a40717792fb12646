import { expect, it } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

it('stops after the limit and allows again when the window has passed', () => {
  let nowMs = 0;
  const limit = createAttemptLimit({ attemptsMax: 2, withinMs: 1_000, now: () => nowMs });
  expect([limit.allows(['a']), limit.allows(['a']), limit.allows(['a'])]).toEqual([
    true,
    true,
    false,
  ]);
  nowMs = 1_001;
  expect(limit.allows(['a'])).toBe(true);
});

it('stops when any one of the keys has had too many', () => {
  const limit = createAttemptLimit({ attemptsMax: 1, withinMs: 1_000, now: () => 0 });
  limit.allows(['address', 'reference-1']);
  expect(limit.allows(['address', 'reference-2'])).toBe(false);
  expect(limit.allows(['elsewhere', 'reference-3'])).toBe(true);
});
