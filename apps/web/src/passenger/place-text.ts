import { parseSeatCode } from '@interlock/domain/seat-place';
import type { Translator } from '../i18n/translator.ts';

/** A seat as it stands on the ticket and at the seat itself: "01A". */
export function seatNumber(row: number, letter: string): string {
  return `${String(row).padStart(2, '0')}${letter}`;
}

/** A seat by its code, as people say it: "Coach 7, seat 12F". */
export function placeText(t: Translator, code: string): string {
  const place = parseSeatCode(code);
  return place === null ? code : placeWords(place, t);
}

/** Where one sits, in words of the class: a seat, a berth, or a number. */
export function placeWords(
  place: { coach: number | null; row: number | null; letter: string | null },
  t: Translator,
): string {
  const { coach, row, letter } = place;
  if (coach === null || row === null) return '–';
  if (letter === 'L' || letter === 'M' || letter === 'U') {
    return t('site.berth', { coach, row, level: letter });
  }
  if (letter === null || letter === 'N') return t('site.numberedSeat', { coach, row });
  return t('site.seat', { coach, seat: seatNumber(row, letter) });
}
