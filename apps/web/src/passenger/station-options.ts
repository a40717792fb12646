import type { StationHit } from '@interlock/domain/timetable/station';
import { catalogues } from '@interlock/i18n/catalogues';

/** A hit as the station box shows it, in both languages. */
export function stationOption(hit: StationHit) {
  if (hit.kind === 'station') {
    const { telecode, zh, en } = hit.station;
    return { key: hit.key, zh, en, isCity: false, telecode };
  }
  return {
    key: hit.key,
    zh: catalogues.zh.search.city.replace('{city}', hit.cityZh),
    en: catalogues.en.search.city.replace('{city}', hit.cityEn),
    isCity: true,
    telecode: null,
  };
}
