import { foldText } from '@interlock/domain/timetable/fold-text';
import { cityOfHit, type StationHit } from '@interlock/domain/timetable/station';

export type ResolvedStation =
  | { kind: 'missing' }
  | { kind: 'unknown'; text: string }
  | { kind: 'several'; text: string; hits: StationHit[] }
  | { kind: 'one'; hit: StationHit };

/** The one meaning of typed text among its hits, if it has one. */
export function meaningOf(typed: string, hits: StationHit[]): ResolvedStation {
  const [first] = hits;
  if (first === undefined) return { kind: 'unknown', text: typed };
  const byKey = hits.find((hit) => hit.key === typed);
  if (byKey) return { kind: 'one', hit: byKey };
  const named = hits.filter((hit) => namesOf(hit).includes(foldText(typed)));
  const [exact] = named;
  // Two cities of one name are never decided for the reader.
  const cities = new Set(
    [...named, ...hits.filter((hit) => isCityNamed(hit, typed))].map(cityOfHit),
  );
  if (exact && cities.size === 1) return { kind: 'one', hit: exact };
  if (hits.length === 1) return { kind: 'one', hit: first };
  if (first.kind === 'city' && hits.every((hit) => cityOfHit(hit) === first.cityZh)) {
    return { kind: 'one', hit: first };
  }
  return { kind: 'several', text: typed, hits };
}

function namesOf(hit: StationHit): string[] {
  const names =
    hit.kind === 'city'
      ? [hit.cityZh, hit.cityEn]
      : [hit.station.zh, hit.station.en, hit.station.telecode];
  return names.map(foldText);
}

function isCityNamed(hit: StationHit, typed: string): boolean {
  const { cityZh, cityEn } = hit.kind === 'city' ? hit : hit.station;
  return [cityZh, cityEn].map(foldText).includes(foldText(typed));
}
