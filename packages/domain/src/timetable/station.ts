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
  /** The least time between two trains here; absent: the railway's usual. */
  changeMinutes?: number;
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
 * then anywhere inside. Every city whose very name was typed appears, so homophones never hide each other. Empty for
 * text without letters.
 */
export function findStations(index: StationIndex, text: string, hitsMax = 20): StationHit[] {
  const typed = foldText(text);
  if (typed === '') return [];
  const hits = index.entries
    .flatMap((entry) => rankedHit(entry, typed) ?? [])
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight || compare(a.hit.key, b.hit.key));
  return withHomophones(hits, hitsMax).map(({ hit }) => hit);
}

type RankedHit = { hit: StationHit; rank: number; weight: number };

function rankedHit(entry: Entry, typed: string): RankedHit | null {
  const rank = rankOf(entry, typed);
  return rank === null ? null : { hit: entry.hit, rank, weight: entry.weight };
}

/** The best hits, the last of them giving way to the first hit of each city of the typed name that had none. */
function withHomophones(hits: readonly RankedHit[], hitsMax: number): RankedHit[] {
  const firstOfCity = new Map<string, RankedHit>();
  for (const one of hits) {
    const city = cityOfHit(one.hit);
    if (one.rank <= rankOfCity && !firstOfCity.has(city)) firstOfCity.set(city, one);
  }
  const best = hits.slice(0, hitsMax);
  const missing = [...firstOfCity.values()].filter((one) => !best.includes(one)).slice(0, hitsMax);
  return [...best.slice(0, hitsMax - missing.length), ...missing];
}

/** The city a hit is or lies in. */
export function cityOfHit(hit: StationHit): string {
  return hit.kind === 'city' ? hit.cityZh : hit.station.cityZh;
}

const rankOfCity = 3;

/** The stations a search key stands for: one for a telecode, all of a city for `city:北京`, none if unknown. */
export function stationsOfKey(index: StationIndex, key: string): Station[] {
  if (key.startsWith(cityPrefix))
    return [...(index.cities.get(key.slice(cityPrefix.length)) ?? [])];
  const station = index.byTelecode.get(key);
  return station ? [station] : [];
}

function rankOf(entry: Entry, typed: string): number | null {
  const isStart =
    entry.pinyin.startsWith(typed) || entry.names.some((name) => name.startsWith(typed));
  if (entry.telecode === typed) return 0;
  if (entry.names.includes(typed)) return 1;
  // A city's stations that bear its name come before those that only lie in it.
  if (entry.city.includes(typed)) return isStart ? 2 : rankOfCity;
  if (entry.initials.startsWith(typed)) return 4;
  if (isStart) return 5;
  if (entry.english.some((name) => name.startsWith(typed))) return 6;
  const inside = [...entry.names, entry.pinyin, ...entry.english].some((name) =>
    name.includes(typed),
  );
  return inside ? 7 : null;
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
