import { type Refusal, refuse } from '../refusals.ts';

const nameLengthMax = 60;

/**
 * A person's name in its one spelling (full width folded, blanks single), or the refusal `invalid-name`.
 * Letters of any script with their marks, blanks, hyphen, apostrophe, full stop and the Chinese middle dot.
 */
export function parseName(
  text: string,
): { ok: true; value: string } | { ok: false; refusal: Refusal } {
  const value = text
    .slice(0, 4 * nameLengthMax)
    .normalize('NFKC')
    .trim()
    .replaceAll(/ +/g, ' ');
  const fits = Array.from(value).length <= nameLengthMax && text.length <= 4 * nameLengthMax;
  if (fits && /^\p{L}[\p{L}\p{M} .'’·•-]*$/u.test(value)) return { ok: true, value };
  return { ok: false, refusal: refuse('invalid-name', { field: 'name' }) };
}
