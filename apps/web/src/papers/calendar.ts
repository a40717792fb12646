import type { Instant } from '@interlock/domain/time';

export interface CalendarEvent {
  /** The same for the same journey: opened again it replaces itself. */
  readonly uid: string;
  readonly madeAt: Instant;
  readonly starts: Instant;
  readonly ends: Instant;
  /** IANA zone in which both times are said. */
  readonly zone: string;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly url: string;
  /** How long before the start it reminds, in minutes. */
  readonly remindMinutes: number;
}

/** A calendar with one event (RFC 5545): lines end in CR LF and are folded at 75 octets. */
export function calendarOf(event: CalendarEvent): string {
  const { zone } = event;
  const isOneOffset = offsetAt(event.starts, zone) === offsetAt(event.ends, zone);
  // A clock that is changed on the way cannot be said in one fixed offset: then both times are UTC.
  const timeOf = (at: Instant): string =>
    isOneOffset ? `;TZID=${zone}:${localTime(at, zone)}` : `:${utcTime(at)}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Interlock//Journeys//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...(isOneOffset ? zoneLines(zone, offsetAt(event.starts, zone)) : []),
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${utcTime(event.madeAt)}`,
    `DTSTART${timeOf(event.starts)}`,
    `DTEND${timeOf(event.ends)}`,
    `SUMMARY:${escaped(event.summary)}`,
    `LOCATION:${escaped(event.location)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `URL:${event.url}`,
    'TRANSP:OPAQUE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(event.summary)}`,
    `TRIGGER:-PT${event.remindMinutes}M`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function zoneLines(zone: string, offsetMinutes: number): string[] {
  const offset = offsetText(offsetMinutes);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
}

/** Minutes east of UTC. */
function offsetAt(at: Instant, zone: string): number {
  return Math.round((Date.parse(`${isoIn(at, zone)}Z`) - Math.floor(at / 1_000) * 1_000) / 60_000);
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function localTime(at: Instant, zone: string): string {
  return isoIn(at, zone).replaceAll(/[-:]/g, '');
}

function utcTime(at: Instant): string {
  return `${isoIn(at, 'UTC').replaceAll(/[-:]/g, '')}Z`;
}

/** `2026-11-23T08:00:00` as the clocks of the zone show it. */
function isoIn(at: Instant, zone: string): string {
  // Swedish writes dates as ISO 8601 does.
  const text = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: zone,
  }).format(at);
  return text.replace(' ', 'T');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/** At most 75 octets a line, never cut inside a character; what follows begins with a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
