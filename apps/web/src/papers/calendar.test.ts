import type { Instant } from '@interlock/domain/time';
import { expect, it } from 'vitest';
import { type CalendarEvent, calendarOf } from './calendar.ts';

const event: CalendarEvent = {
  uid: 'HMBYXZZJBM@rail.example',
  madeAt: Date.parse('2026-11-22T01:02:03Z') as Instant,
  starts: Date.parse('2026-11-23T08:00:00+08:00') as Instant,
  ends: Date.parse('2026-11-23T12:28:00+08:00') as Instant,
  zone: 'Asia/Shanghai',
  summary: 'G1 北京南 – 上海虹桥',
  location: '北京南, Beijing; China',
  description: 'Coach 7\nseat 12F',
  url: 'https://rail.example/zh/bookings/HMBYXZZJBM',
  remindMinutes: 60,
};

function linesOf(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

it('says the times in the zone of the railway, and what that zone is', () => {
  const lines = linesOf(calendarOf(event));
  expect(lines).toContain('DTSTART;TZID=Asia/Shanghai:20261123T080000');
  expect(lines).toContain('DTEND;TZID=Asia/Shanghai:20261123T122800');
  expect(lines).toContain('TZOFFSETTO:+0800');
  expect(lines).toContain('DTSTAMP:20261122T010203Z');
  expect(lines.indexOf('END:VTIMEZONE')).toBeLessThan(lines.indexOf('BEGIN:VEVENT'));
});

it('says both times in UTC when the clocks are changed on the way', () => {
  const night = {
    ...event,
    zone: 'Europe/Paris',
    starts: Date.parse('2026-10-24T22:00:00Z') as Instant,
    ends: Date.parse('2026-10-25T06:00:00Z') as Instant,
  };
  const lines = linesOf(calendarOf(night));
  expect(lines).toContain('DTSTART:20261024T220000Z');
  expect(lines).toContain('DTEND:20261025T060000Z');
  expect(lines).not.toContain('BEGIN:VTIMEZONE');
});

it('escapes what separates values', () => {
  const lines = linesOf(calendarOf(event));
  expect(lines).toContain(String.raw`LOCATION:北京南\, Beijing\; China`);
  expect(lines).toContain(String.raw`DESCRIPTION:Coach 7\nseat 12F`);
});

it('folds long lines at 75 octets between characters and ends each with CR LF', () => {
  const text = calendarOf({ ...event, description: '席位'.repeat(60) });
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\uFFFD');
  expect(linesOf(text)).toContain(`DESCRIPTION:${'席位'.repeat(60)}`);
});
