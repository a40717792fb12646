import { isBureauLetter } from '@interlock/domain/ids';
import type { Station } from '@interlock/domain/timetable/station';
import type { CentralReader, CentralTransaction } from './connections.ts';

/** Every station of the railway, by telecode. */
export async function readStations(central: CentralReader): Promise<Station[]> {
  const rows = await central.station.findMany({ orderBy: { telecode: 'asc' } });
  return rows.map((row) => ({
    telecode: row.telecode,
    zh: row.zh,
    en: row.en,
    pinyin: row.pinyin,
    initials: row.initials,
    cityZh: row.cityZh,
    cityEn: row.cityEn,
    aliases: row.aliases,
    bureau: row.bureau !== null && isBureauLetter(row.bureau) ? row.bureau : null,
    ...(row.changeMinutes === null ? {} : { changeMinutes: row.changeMinutes }),
  }));
}

/** Puts stations in, or brings their names up to date. */
export async function saveStations(
  central: CentralTransaction,
  stations: readonly Station[],
): Promise<void> {
  for (const station of stations) {
    const { telecode, ...names } = station;
    await central.station.upsert({
      where: { telecode },
      create: { telecode, ...names },
      update: names,
    });
  }
}
