import { type Instant, instant } from './time.ts';

/** The rules of sale as data. Names end in their unit. */
export type SaleRules = {
  /** Service dates on sale, today included. */
  saleWindowDays: number;
  /** Selling ends this long before departure at the boarding stop. */
  stopSellingMs: number;
  holdWindowMs: number;
  shortHoldWindowMs: number;
  /** The short window applies when departure is nearer than this. */
  shortHoldBeforeMs: number;
  /** Between what the passenger is told (pay by) and what the database enforces (expires at). */
  graceMs: number;
  askedExtensionMs: number;
  /** Money authorised: the deadline moves to now plus this. */
  paidExtensionMs: number;
  /** …but never past the first pay-by plus this. */
  paidExtensionCapMs: number;
  processingExtensionMs: number;
  awayExtensionMs: number;
  /** No extension passes departure at the boarding stop minus this. */
  lastMomentMs: number;
  passengersMax: number;
  /** Cancelled or expired bookings of one railway day after which buying stops until midnight. */
  cancellationsPerDayMax: number;
  /** This many seats or more are shown as "plenty". */
  plentyFrom: number;
  /** Past it a booking process ends without holding. */
  decideByMs: number;
  allocatorPatienceMs: number;
  holdAnswerMs: number;
  callerWaitMs: number;
  /** One look at the payment provider at the deadline. */
  providerLookMs: number;
  /** One local try of a step before the regular retries. */
  localTryMs: number;
  /** A step that still fails after this raises an alarm. */
  alarmAfterMs: number;
  settleAfterMs: number;
  pollAfterMs: number;
  janitorAfterMs: number;
  notifyForMs: number;
  loops: { deliverMs: number; sweepMs: number; settleMs: number; janitorMs: number };
};

const second = 1_000;
const minute = 60 * second;

/** The demo railway's rules. */
export const demoSaleRules: SaleRules = {
  saleWindowDays: 15,
  stopSellingMs: 20 * minute,
  holdWindowMs: 20 * minute,
  shortHoldWindowMs: 10 * minute,
  shortHoldBeforeMs: 120 * minute,
  graceMs: 60 * second,
  askedExtensionMs: 5 * minute,
  paidExtensionMs: 15 * minute,
  paidExtensionCapMs: 45 * minute,
  processingExtensionMs: 2 * minute,
  awayExtensionMs: 5 * minute,
  lastMomentMs: 10 * minute,
  passengersMax: 5,
  cancellationsPerDayMax: 3,
  plentyFrom: 20,
  decideByMs: 10 * second,
  allocatorPatienceMs: 2 * second,
  holdAnswerMs: 4 * second,
  callerWaitMs: 8 * second,
  providerLookMs: 3 * second,
  localTryMs: 3 * second,
  alarmAfterMs: 2 * minute,
  settleAfterMs: 2 * minute,
  pollAfterMs: 60 * second,
  janitorAfterMs: 2 * minute,
  notifyForMs: 60 * minute,
  loops: { deliverMs: second, sweepMs: second, settleMs: 10 * second, janitorMs: 10 * second },
};

/**
 * What stays as it is: how long one request, call or round may take depends on the machine, not on how long a test
 * wants to wait for a deadline; and when selling stops depends on the timetable.
 */
const unshortened: ReadonlySet<string> = new Set([
  'stopSellingMs',
  'decideByMs',
  'allocatorPatienceMs',
  'holdAnswerMs',
  'callerWaitMs',
  'providerLookMs',
  'localTryMs',
  'deliverMs',
  'sweepMs',
]);

/**
 * The same rules with the durations of holds, extensions, alarms and repair divided by `factor` (at least 1 ms each),
 * for tests. Counts, days and what one call may take stay.
 */
export function shorten(rules: SaleRules, factor: number): SaleRules {
  if (!(factor > 0)) throw new RangeError(`cannot shorten by ${factor}`);
  return {
    ...rules,
    ...dividedDurations(rules, factor),
    loops: { ...rules.loops, ...dividedDurations(rules.loops, factor) },
  };
}

function dividedDurations(values: object, factor: number): Record<string, number> {
  const durations = Object.entries(values).filter(
    (entry): entry is [string, number] =>
      entry[0].endsWith('Ms') && typeof entry[1] === 'number' && !unshortened.has(entry[0]),
  );
  return Object.fromEntries(
    durations.map(([name, ms]) => [name, Math.max(1, Math.round(ms / factor))]),
  );
}

/** How long a hold made now lasts, by the time left until departure at the boarding stop. */
export function holdWindow(rules: SaleRules, times: { now: Instant; departsAt: Instant }): number {
  return times.departsAt - times.now < rules.shortHoldBeforeMs
    ? rules.shortHoldWindowMs
    : rules.holdWindowMs;
}

/** The instant no extension passes. */
export function lastMomentOf(rules: SaleRules, departsAt: Instant): Instant {
  return instant(departsAt - rules.lastMomentMs);
}

/** Whether a ride can be bought: not yet, now, or no more (selling stops before departure at the boarding stop). */
export function saleStateAt(
  rules: SaleRules,
  times: { now: Instant; opensAt: Instant; departsAt: Instant },
): 'not-on-sale' | 'open' | 'closed' {
  if (times.now >= times.departsAt - rules.stopSellingMs) return 'closed';
  return times.now < times.opensAt ? 'not-on-sale' : 'open';
}
