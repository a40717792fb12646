import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoSaleRules as rules } from '../sale-rules.ts';
import { instant } from '../time.ts';
import { extendedPayBy, extensionCauses } from './deadlines.ts';

const minute = 60_000;
const start = 1_795_000_000_000;
const at = (minutes: number) => instant(start + minutes * minute);
const deadline = { payBy: at(20), firstPayBy: at(20), lastMoment: at(600) };

test('money authorised moves the deadline to now plus 15 minutes, if later', () => {
  expect(extendedPayBy(deadline, { cause: 'money-authorised', now: at(10), rules })).toBe(at(25));
  expect(extendedPayBy(deadline, { cause: 'money-authorised', now: at(1), rules })).toBe(at(20));
});

test('money never moves it past the first pay-by plus 45 minutes', () => {
  const late = { ...deadline, payBy: at(60) };
  expect(extendedPayBy(late, { cause: 'money-authorised', now: at(59), rules })).toBe(at(65));
});

test('asked, processing and provider away add their own time', () => {
  const moved = (['asked', 'processing', 'provider-away'] as const).map((cause) =>
    extendedPayBy(deadline, { cause, now: at(19), rules }),
  );
  expect(moved).toEqual([at(25), at(22), at(25)]);
});

test('no extension shortens a deadline or passes the last moment', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...extensionCauses),
      fc.integer({ min: -60, max: 200 }),
      fc.integer({ min: 0, max: 120 }),
      (cause, now, last) => {
        const tight = { ...deadline, lastMoment: at(last) };
        const moved = extendedPayBy(tight, { cause, now: at(now), rules });
        expect(moved).toBeGreaterThanOrEqual(tight.payBy);
        expect(moved === tight.payBy || moved <= tight.lastMoment).toBe(true);
      },
    ),
  );
});
