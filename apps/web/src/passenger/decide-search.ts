import type { RefusalCode } from '@interlock/domain/refusals';
import { addDays, parseServiceDate, type ServiceDate } from '@interlock/domain/time';
import type { StationHit } from '@interlock/domain/timetable/station';
import type { Locale } from '@interlock/i18n/locales';
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

export type DecidedSearch =
  | { kind: 'search'; from: SearchEndFound; to: SearchEndFound; date: ServiceDate }
  | { kind: 'choose'; field: 'from' | 'to'; text: string; hits: StationHit[] }
  | { kind: 'problems'; problems: SearchProblem[] };

export type SearchProblem =
  | { field: 'from' | 'to' | 'date'; missing: true }
  | { field: 'from' | 'to' | 'date'; code: RefusalCode };

/** What a results address asks: the search, a choice between stations of one name, or what is wrong with it. */
export function decideSearch(query: URLSearchParams, locale: Locale): DecidedSearch {
  const from = resolveStation(query.get('from') ?? '');
  const to = resolveStation(query.get('to') ?? '');
  const date = dateOf(query.get('date') ?? '');
  const problems = [
    ...stationProblems('from', from),
    ...stationProblems('to', to),
    ...(typeof date === 'string' ? [] : [date]),
  ];
  if (problems.length > 0 || typeof date !== 'string') return { kind: 'problems', problems };
  if (from.kind === 'several')
    return { kind: 'choose', field: 'from', text: from.text, hits: from.hits };
  if (to.kind === 'several') return { kind: 'choose', field: 'to', text: to.text, hits: to.hits };
  if (from.kind !== 'one' || to.kind !== 'one') return { kind: 'problems', problems };
  return { kind: 'search', from: endFound(from.hit, locale), to: endFound(to.hit, locale), date };
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
