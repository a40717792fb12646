import { expect, test } from 'vitest';
import { demoSaleRules, holdWindow, lastMomentOf, saleStateAt, shorten } from './sale-rules.ts';
import { instant } from './time.ts';

const minute = 60_000;
const now = instant(1_795_000_000_000);
const inMinutes = (minutes: number) => instant(now + minutes * minute);

test('shortening divides the durations of holds and repair, and no count', () => {
  const short = shorten(demoSaleRules, 100);
  expect([short.holdWindowMs, short.graceMs, short.loops.settleMs]).toEqual([12_000, 600, 100]);
  expect([
    short.saleWindowDays,
    short.passengersMax,
    short.cancellationsPerDayMax,
    short.plentyFrom,
  ]).toEqual([15, 5, 3, 20]);
  expect(Object.keys(short)).toEqual(Object.keys(demoSaleRules));
});

test('shortening leaves alone what one call may take and when selling stops', () => {
  const { holdAnswerMs, callerWaitMs, decideByMs, stopSellingMs } = demoSaleRules;
  const kept = { holdAnswerMs, callerWaitMs, decideByMs, stopSellingMs };
  expect(shorten(demoSaleRules, 100)).toMatchObject(kept);
  expect(shorten(demoSaleRules, 100).loops.sweepMs).toBe(demoSaleRules.loops.sweepMs);
});

test('shortening never makes a duration zero, and a factor of zero is an error', () => {
  expect(shorten(demoSaleRules, 10_000_000).graceMs).toBe(1);
  expect(() => shorten(demoSaleRules, 0)).toThrow(RangeError);
});

test('the hold is short when departure is under two hours away', () => {
  expect(holdWindow(demoSaleRules, { now, departsAt: inMinutes(120) })).toBe(20 * minute);
  expect(holdWindow(demoSaleRules, { now, departsAt: inMinutes(119) })).toBe(10 * minute);
});

test('the latest hold that can be made ends at the last moment', () => {
  const departsAt = inMinutes(20);
  expect(now + holdWindow(demoSaleRules, { now, departsAt })).toBe(
    lastMomentOf(demoSaleRules, departsAt),
  );
});

test('selling opens at the opening instant and stops 20 minutes before departure', () => {
  const opensAt = now;
  expect(
    saleStateAt(demoSaleRules, { now: inMinutes(-1), opensAt, departsAt: inMinutes(600) }),
  ).toBe('not-on-sale');
  expect(saleStateAt(demoSaleRules, { now, opensAt, departsAt: inMinutes(600) })).toBe('open');
  expect(saleStateAt(demoSaleRules, { now, opensAt, departsAt: inMinutes(20) })).toBe('closed');
});
