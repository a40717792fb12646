import type { StationHit } from '@interlock/domain/timetable/station';
import { searchStations } from '@interlock/use-cases/stations/find-stations';
import { context } from '../composition.ts';

export type ResolvedStation =
  | { kind: 'missing' }
  | { kind: 'unknown'; text: string }
  | { kind: 'several'; text: string; hits: StationHit[] }
  | { kind: 'one'; hit: StationHit };

/** What one end of a search means: a key from the station box, or text typed by hand. */
export function resolveStation(text: string): ResolvedStation {
  const typed = text.trim().slice(0, 60);
  if (typed === '') return { kind: 'missing' };
  const hits = searchStations(context(), { text: typed.replace(/^city:/, '') });
  return decide(typed, hits);
}

/** The one meaning of typed text among its hits, if it has one. */
export function decide(typed: string, hits: StationHit[]): ResolvedStation {
  const [first] = hits;
  if (first === undefined) return { kind: 'unknown', text: typed };
  const exact =
    hits.find((hit) => hit.key === typed) ??
    hits.find((hit) => namesOf(hit).includes(typed.toLowerCase()));
  if (exact) return { kind: 'one', hit: exact };
  if (hits.length === 1) return { kind: 'one', hit: first };
  if (first.kind === 'city' && hits.every((hit) => cityOf(hit) === first.cityZh)) {
    return { kind: 'one', hit: first };
  }
  return { kind: 'several', text: typed, hits };
}

function namesOf(hit: StationHit): string[] {
  if (hit.kind === 'city') return [hit.cityZh, hit.cityEn.toLowerCase()];
  return [hit.station.zh, hit.station.en.toLowerCase(), hit.station.telecode.toLowerCase()];
}

function cityOf(hit: StationHit): string {
  return hit.kind === 'city' ? hit.cityZh : hit.station.cityZh;
}
