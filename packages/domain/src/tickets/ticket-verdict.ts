import { serviceDateAt, type Instant, type ServiceDate } from '../time.ts';
import type { TicketFacts } from './ticket-code.ts';

/** What a gate says about a code. Only `valid` opens it. */
export const ticketVerdicts = [
  'not-a-ticket',
  'unknown-key',
  'forged',
  'unknown-ticket',
  'void',
  'early',
  'over',
  'valid',
] as const;
export type TicketVerdict = (typeof ticketVerdicts)[number];

/** The day on which the passenger boards, in the railway's zone: after midnight it is not the run's service date. */
export function boardingDay(facts: TicketFacts, zone: string): ServiceDate {
  return serviceDateAt((facts.b * 60_000) as Instant, zone);
}

/**
 * Whether the time of a genuine ticket has come: `early` before the day of boarding, `over` once the train has arrived,
 * `valid` in between. An hour late is no reason to refuse: `over` waits that long.
 */
export function ticketTime(
  facts: TicketFacts,
  at: { now: Instant; zone: string },
): 'early' | 'over' | 'valid' {
  if (at.now > facts.e * 60_000 + lateMs) return 'over';
  return serviceDateAt(at.now, at.zone) < boardingDay(facts, at.zone) ? 'early' : 'valid';
}

const lateMs = 60 * 60_000;
