import { bookingIdOf } from '@interlock/domain/ids';
import type { RunId } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { createHeldRuns } from './held-runs.ts';

const run = 7 as RunId;
const booking = (at: number) => bookingIdOf('B', BigInt(at));

test('the runs of the last fifty thousand holds are known, and memory does not grow past twice as many', () => {
  const runs = createHeldRuns();
  for (let at = 0; at < 100_000; at += 1) runs.note(booking(at), run);
  expect(runs.of(booking(99_999))).toBe(run);
  expect(runs.of(booking(50_000))).toBe(run);
  runs.note(booking(100_000), run);
  expect(runs.of(booking(49_999))).toBeUndefined();
  expect(runs.of(booking(50_001))).toBe(run);
});
