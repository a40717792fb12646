import { parseSeatCode } from '@interlock/domain/seat-place';
import type { Translator } from '../i18n/translator.ts';
import { placeWords } from './offer-words.ts';

/** A seat by its code, written as on the ticket: "Coach 7, seat 02F". */
export function placeText(t: Translator, code: string): string {
  const place = parseSeatCode(code);
  return place === null ? code : placeWords(place, t);
}
