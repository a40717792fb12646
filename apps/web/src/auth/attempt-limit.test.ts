import { expect, it } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

it('stops after the limit, says how long, and allows again when the window has passed', () => {
  let nowMs = 0;
  const limit = createAttemptLimit({ attemptsMax: 2, withinMs: 10_000, now: () => nowMs });
  expect([limit.waitFor(['a']), limit.waitFor(['a'])]).toEqual([0, 0]);
  nowMs = 3_500;
  expect(limit.waitFor(['a'])).toBe(7);
  nowMs = 10_001;
  expect(limit.waitFor(['a'])).toBe(0);
});

it('stops when any one of the keys has had too many', () => {
  const limit = createAttemptLimit({ attemptsMax: 1, withinMs: 1_000, now: () => 0 });
  limit.waitFor(['address', 'reference-1']);
  expect(limit.waitFor(['address', 'reference-2'])).toBe(1);
  expect(limit.waitFor(['elsewhere', 'reference-3'])).toBe(0);
});
