import type { StationHit } from '@interlock/domain/timetable/station';

export type ResolvedStation =
  | { kind: 'missing' }
  | { kind: 'unknown'; text: string }
  | { kind: 'several'; text: string; hits: StationHit[] }
  | { kind: 'one'; hit: StationHit };

/** The one meaning of typed text among its hits, if it has one. */
export function meaningOf(typed: string, hits: StationHit[]): ResolvedStation {
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
