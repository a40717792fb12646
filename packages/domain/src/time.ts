/** A day of the timetable, 'YYYY-MM-DD'. Not an instant: a train of this day may still run two nights later. */
export type ServiceDate = string & { readonly brand: 'ServiceDate' };

const dayMs = 86_400_000;
/** From 0000-03-01 to 1970-01-01. */
const daysBefore1970 = 719_468;

/** The date if `text` names a real day of the years 1800 to 9999, else null (2026-02-30 is none). */
export function parseServiceDate(text: string): ServiceDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1800') return null;
  return textOfDay(dayNumber(text as ServiceDate)) === text ? (text as ServiceDate) : null;
}

/** Days since 1970-01-01. */
export function dayNumber(date: ServiceDate): number {
  return dayOfCalendar(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)));
}

/** The date `day` days after 1970-01-01. Throws RangeError outside the years 1800 to 9999. */
export function dateOfDayNumber(day: number): ServiceDate {
  const date = parseServiceDate(textOfDay(day));
  if (date === null) throw new RangeError(`no service date ${day}`);
  return date;
}

/** Gregorian calendar to days since 1970-01-01, with years that start in March so that leap days come last. */
function dayOfCalendar(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return marchYear * 365 + leapDaysBefore(marchYear) + dayOfYear - daysBefore1970;
}

function textOfDay(day: number): string {
  const days = Math.floor(day) + daysBefore1970;
  let marchYear = Math.floor(days / 365.2425);
  if (days < marchYear * 365 + leapDaysBefore(marchYear)) marchYear -= 1;
  if (days >= (marchYear + 1) * 365 + leapDaysBefore(marchYear + 1)) marchYear += 1;
  const dayOfYear = days - marchYear * 365 - leapDaysBefore(marchYear);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((monthFromMarch + 2) % 12) + 1;
  const year = month <= 2 ? marchYear + 1 : marchYear;
  const ofMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(ofMonth, 2)}`;
}

function leapDaysBefore(marchYear: number): number {
  return Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

export function addDays(date: ServiceDate, days: number): ServiceDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: ServiceDate, to: ServiceDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** A time zone's IANA name, as 'Asia/Shanghai'. */
export type Zone = string;
/** Minutes since midnight of the service date on the station's clock; beyond 1440 after midnight, beyond 2880 on the second night. */
export type LocalTime = number;
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly brand: 'Instant' };

const minuteMs = 60_000;
const clocks = new Map<Zone, Intl.DateTimeFormat>();
const days = new Map<string, { startMs: number; steady: boolean }>();
const daysKeptMax = 5_000;

export function instant(ms: number): Instant {
  if (!Number.isFinite(ms)) throw new RangeError(`${ms} is not an instant`);
  return ms as Instant;
}

/**
 * When the station's clock first shows this time. Clock times skipped in spring fall on the moment of the change, those
 * that come twice in autumn on the first; so later stops never come out earlier. Throws RangeError for an unknown zone.
 */
export function instantOf(date: ServiceDate, minutes: LocalTime, zone: Zone): Instant {
  const wallMs = dayNumber(date) * dayMs + minutes * minuteMs;
  const day = Math.floor(wallMs / dayMs);
  const known = dayOf(day, zone);
  if (known.steady) return instant(known.startMs + (wallMs - day * dayMs));
  return instant(firstInstantShowing(wallMs, zone));
}

/** The date on the clock of `zone` at that instant. */
export function serviceDateAt(at: Instant, zone: Zone): ServiceDate {
  return dateOfDayNumber(Math.floor(wallClockMs(at, zone) / dayMs));
}

/** 'HH:MM' on the station's clock, without the day: 1505 is '01:05'. */
export function formatClock(minutes: LocalTime): string {
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

/** Days after the service date: 1505 is 1. */
export function dayOffset(minutes: LocalTime): number {
  return Math.floor(minutes / 1440);
}

/** Minutes since midnight written 'HH:MM', hours beyond 23 allowed ('43:22'); null for anything else. */
export function parseLocalTime(text: string): LocalTime | null {
  const found = /^(\d{2,3}):([0-5]\d)$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** Where a local day starts and whether its clock runs steadily; remembered because every stop of every run asks. */
function dayOf(day: number, zone: Zone): { startMs: number; steady: boolean } {
  const key = `${zone} ${day}`;
  const known = days.get(key);
  if (known) return known;
  const startMs = firstInstantShowing(day * dayMs, zone);
  const steady = firstInstantShowing((day + 1) * dayMs, zone) - startMs === dayMs;
  if (days.size >= daysKeptMax) days.clear();
  days.set(key, { startMs, steady });
  return { startMs, steady };
}

/** With the offsets of the day before and the day after: the earlier of the instants whose clock shows the wall time. */
function firstInstantShowing(wallMs: number, zone: Zone): number {
  const showing = [wallMs - dayMs, wallMs + dayMs]
    .map((near) => wallMs - (wallClockMs(near, zone) - near))
    .filter((candidate) => wallClockMs(candidate, zone) === wallMs);
  return showing.length > 0 ? Math.min(...showing) : changeSkipping(wallMs, zone);
}

/** The clock jumped over the wall time: the minute of the jump, found by halving (zones differ from UTC by less than a day). */
function changeSkipping(wallMs: number, zone: Zone): number {
  let before = Math.floor(wallMs / minuteMs) - 1440;
  let at = before + 2880;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (wallClockMs(middle * minuteMs, zone) >= wallMs) at = middle;
    else before = middle;
  }
  return at * minuteMs;
}

/** What the clock of the zone shows, as if it were UTC. */
function wallClockMs(atMs: number, zone: Zone): number {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601-hc-h23', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(zone, clock);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(atMs)) part[type] = Number(value);
  const day = dayOfCalendar(part['year'] ?? 0, part['month'] ?? 1, part['day'] ?? 1);
  const minutes = (part['hour'] ?? 0) * 60 + (part['minute'] ?? 0);
  return day * dayMs + minutes * minuteMs + (part['second'] ?? 0) * 1_000;
}
