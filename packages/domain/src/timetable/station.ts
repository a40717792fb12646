import type { BureauLetter } from '../ids.ts';
import { foldText } from './fold-text.ts';

export type Station = {
  /** Three letters, the key. */
  telecode: string;
  zh: string;
  en: string;
  pinyin: string;
  initials: string;
  cityZh: string;
  cityEn: string;
  /** Other names people type: old names, other romanisations. */
  aliases: string[];
  /** By habit of the telecode's last letter; null where that letter says nothing. */
  bureau: BureauLetter | null;
};

/** A station, or a city with several stations; `key` is what a search takes: a telecode or `city:北京`. */
export type StationHit =
  | { kind: 'station'; key: string; station: Station }
  | { kind: 'city'; key: string; cityZh: string; cityEn: string; stations: Station[] };

type Entry = {
  hit: StationHit;
  telecode: string;
  names: string[];
  city: string[];
  initials: string;
  pinyin: string;
  english: string[];
  /** Ties: trains a day, cities before stations. */
  weight: number;
};

export type StationIndex = {
  entries: readonly Entry[];
  byTelecode: ReadonlyMap<string, Station>;
  cities: ReadonlyMap<string, Station[]>;
};

const cityPrefix = 'city:';
const weightOfCity = 1_000_000;

/** Ready for findStations; `trainsADay` by telecode breaks ties between equally good hits. */
export function buildStationIndex(
  stations: readonly Station[],
  trainsADay: ReadonlyMap<string, number> = new Map(),
): StationIndex {
  const cities = new Map<string, Station[]>();
  for (const station of stations)
    cities.set(station.cityZh, [...(cities.get(station.cityZh) ?? []), station]);
  const stationEntries = stations.map((station) =>
    stationEntry(station, trainsADay.get(station.telecode) ?? 0),
  );
  const cityEntries = [...cities.values()].filter((group) => group.length > 1).map(cityEntry);
  return {
    entries: [...cityEntries, ...stationEntries],
    byTelecode: new Map(stations.map((s) => [s.telecode, s])),
    cities,
  };
}

/**
 * Hits for typed text, best first: telecode, whole name, city, initials, start of pinyin, start of the English name,
 * then anywhere inside. Homophones all appear. Empty for text without letters.
 */
export function findStations(index: StationIndex, text: string, hitsMax = 20): StationHit[] {
  const typed = foldText(text);
  if (typed === '') return [];
  return index.entries
    .map((entry) => ({ entry, rank: rankOf(entry, typed) }))
    .filter(({ rank }) => rank !== null)
    .sort(
      (a, b) =>
        (a.rank ?? 0) - (b.rank ?? 0) ||
        b.entry.weight - a.entry.weight ||
        compare(a.entry.hit.key, b.entry.hit.key),
    )
    .slice(0, hitsMax)
    .map(({ entry }) => entry.hit);
}

/** The stations a search key stands for: one for a telecode, all of a city for `city:北京`, none if unknown. */
export function stationsOfKey(index: StationIndex, key: string): Station[] {
  if (key.startsWith(cityPrefix))
    return [...(index.cities.get(key.slice(cityPrefix.length)) ?? [])];
  const station = index.byTelecode.get(key);
  return station ? [station] : [];
}

function rankOf(entry: Entry, typed: string): number | null {
  if (entry.telecode === typed) return 0;
  if (entry.names.includes(typed)) return 1;
  if (entry.city.includes(typed)) return 2;
  if (entry.initials.startsWith(typed)) return 3;
  if (entry.pinyin.startsWith(typed) || entry.names.some((name) => name.startsWith(typed)))
    return 4;
  if (entry.english.some((name) => name.startsWith(typed))) return 5;
  const inside = [...entry.names, entry.pinyin, ...entry.english].some((name) =>
    name.includes(typed),
  );
  return inside ? 6 : null;
}

function stationEntry(station: Station, weight: number): Entry {
  return {
    hit: { kind: 'station', key: station.telecode, station },
    telecode: foldText(station.telecode),
    names: [station.zh, station.pinyin, station.en, ...station.aliases].map(foldText),
    city: [station.cityZh, station.cityEn].map(foldText),
    initials: foldText(station.initials),
    pinyin: foldText(station.pinyin),
    english: [station.en, ...station.aliases].map(foldText),
    weight,
  };
}

/** The city's pinyin and initials are the shared start of its namesake stations' where there are any. */
function cityEntry(stations: Station[]): Entry {
  const [first] = stations;
  if (!first) throw new RangeError('a city without stations');
  const namesake = stations.filter((station) => station.zh.startsWith(first.cityZh));
  return {
    hit: {
      kind: 'city',
      key: cityPrefix + first.cityZh,
      cityZh: first.cityZh,
      cityEn: first.cityEn,
      stations,
    },
    telecode: '',
    names: [first.cityZh, first.cityEn].map(foldText),
    city: [],
    initials: sharedStart(namesake.map((station) => foldText(station.initials))),
    pinyin:
      sharedStart(namesake.map((station) => foldText(station.pinyin))) || foldText(first.cityEn),
    english: [foldText(first.cityEn)],
    weight: weightOfCity,
  };
}

function sharedStart(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
