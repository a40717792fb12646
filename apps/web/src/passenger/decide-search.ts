import type { RefusalCode } from '@interlock/domain/refusals';
import { addDays, daysBetween, parseServiceDate, type ServiceDate } from '@interlock/domain/time';
import type { StationHit } from '@interlock/domain/timetable/station';
import type { Locale } from '@interlock/i18n/locales';
import { context } from '../composition.ts';
import { resolveStation } from './resolve-station.ts';
import { today } from './sale-window.ts';
import type { ResolvedStation } from './station-meaning.ts';
import { stationOption } from './station-options.ts';

export interface SearchEndFound {
  key: string;
  text: string;
  zh: string;
  en: string;
}

export interface SearchAsked {
  kind: 'search';
  from: SearchEndFound;
  to: SearchEndFound;
  date: ServiceDate;
  /** The day of the way back, where there is one and this is the way out. */
  back: ServiceDate | null;
  /** The day of the way out, where this is the way back. */
  out: ServiceDate | null;
}

export type SearchField = 'from' | 'to' | 'date' | 'back';

export type DecidedSearch =
  | SearchAsked
  | { kind: 'choose'; field: 'from' | 'to'; text: string; hits: StationHit[] }
  | { kind: 'problems'; problems: SearchProblem[] };

export type SearchProblem =
  | { field: Exclude<SearchField, 'back'>; missing: true }
  | { field: 'back'; isBeforeOut: true }
  | { field: SearchField; code: RefusalCode };

/** What a results address asks: the search, a choice between stations of one name, or what is wrong with it. */
export function decideSearch(query: URLSearchParams, locale: Locale): DecidedSearch {
  const from = resolveStation(query.get('from') ?? '');
  const to = resolveStation(query.get('to') ?? '');
  const date = dateOf(query.get('date') ?? '');
  const back = typeof date === 'string' ? backOf(query.get('back') ?? '', date) : null;
  const problems = [
    ...stationProblems('from', from),
    ...stationProblems('to', to),
    ...[date, back].filter((one) => one !== null && typeof one !== 'string'),
  ];
  if (problems.length > 0 || typeof date !== 'string' || isProblem(back)) {
    return { kind: 'problems', problems };
  }
  if (from.kind === 'several')
    return { kind: 'choose', field: 'from', text: from.text, hits: from.hits };
  if (to.kind === 'several') return { kind: 'choose', field: 'to', text: to.text, hits: to.hits };
  if (from.kind !== 'one' || to.kind !== 'one') return { kind: 'problems', problems };
  const out = parseServiceDate(query.get('out') ?? '');
  return {
    kind: 'search',
    from: endFound(from.hit, locale),
    to: endFound(to.hit, locale),
    date,
    back,
    out: out !== null && out <= date ? out : null,
  };
}

function endFound(hit: StationHit, locale: Locale): SearchEndFound {
  const { key, zh, en } = stationOption(hit);
  const names = hit.kind === 'city' ? { zh: hit.cityZh, en: hit.cityEn } : { zh, en };
  return { key, text: names[locale], ...names };
}

function stationProblems(field: 'from' | 'to', found: ResolvedStation): SearchProblem[] {
  if (found.kind === 'missing') return [{ field, missing: true }];
  return found.kind === 'unknown' ? [{ field, code: 'unknown-station' }] : [];
}

function dateOf(text: string): ServiceDate | SearchProblem {
  if (text === '') return { field: 'date', missing: true };
  if (text === 'today') return today();
  if (text === 'tomorrow') return addDays(today(), 1);
  const date = parseServiceDate(text);
  if (date === null) return { field: 'date', code: 'invalid-date' };
  if (date < today()) return { field: 'date', code: 'date-in-the-past' };
  return date;
}

function backOf(text: string, date: ServiceDate): ServiceDate | SearchProblem | null {
  if (text === '') return null;
  const back = parseServiceDate(text);
  if (back === null) return { field: 'back', code: 'invalid-date' };
  if (back < date) return { field: 'back', isBeforeOut: true };
  const isOnSale = daysBetween(today(), back) < context().rules.saleWindowDays;
  return isOnSale ? back : { field: 'back', code: 'date-beyond-sale-window' };
}

function isProblem(back: ServiceDate | SearchProblem | null): back is SearchProblem {
  return back !== null && typeof back !== 'string';
}
