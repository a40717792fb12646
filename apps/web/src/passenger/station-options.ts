import type { StationHit } from '@interlock/domain/timetable/station';
import { catalogues } from '@interlock/i18n/catalogues';

/** A hit as the station box shows it, in both languages; the city only where the name does not say it. */
export function stationOption(hit: StationHit) {
  if (hit.kind === 'station') {
    const { telecode, zh, en, cityZh, cityEn } = hit.station;
    const city = zh.startsWith(cityZh) ? null : { zh: cityZh, en: cityEn };
    return { key: hit.key, zh, en, city, telecode };
  }
  return {
    key: hit.key,
    zh: catalogues.zh.search.city.replace('{city}', hit.cityZh),
    en: catalogues.en.search.city.replace('{city}', hit.cityEn),
    city: null,
    telecode: null,
  };
}
