import { expect, it } from 'vitest';
import type { Instant } from '../time.ts';
import type { TicketFacts } from './ticket-code.ts';
import { boardingDay, ticketTime } from './ticket-verdict.ts';

const zone = 'Asia/Shanghai';
const minutes = (iso: string): number => Date.parse(iso) / 60_000;
const at = (iso: string): { now: Instant; zone: string } => ({
  now: Date.parse(iso) as Instant,
  zone,
});
/** A night train of the 23rd, boarded after midnight. */
const facts = {
  d: '2026-11-23',
  b: minutes('2026-11-24T00:40:00+08:00'),
  e: minutes('2026-11-24T07:10:00+08:00'),
} as TicketFacts;

it('a ticket counts from the midnight before boarding until an hour after arrival', () => {
  expect(ticketTime(facts, at('2026-11-23T23:59:59+08:00'))).toBe('early');
  expect(ticketTime(facts, at('2026-11-24T00:00:00+08:00'))).toBe('valid');
  expect(ticketTime(facts, at('2026-11-24T08:10:00+08:00'))).toBe('valid');
  expect(ticketTime(facts, at('2026-11-24T08:10:01+08:00'))).toBe('over');
});

it('the day of boarding is the day at the station, not the service date of the run', () => {
  expect(boardingDay(facts, zone)).toBe('2026-11-24');
});
