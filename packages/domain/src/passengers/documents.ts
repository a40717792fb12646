import { type Refusal, refuse } from '../refusals.ts';
import { type ServiceDate, parseServiceDate } from '../time.ts';

export const documentTypes = ['resident-id', 'passport'] as const;
export type DocumentType = (typeof documentTypes)[number];

export type ParsedDocument = { ok: true; value: string } | { ok: false; refusal: Refusal };

/** GB 11643: weights of the first 17 digits and the check character for each sum modulo 11. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Province-level codes of GB/T 2260, and 81 to 83 of the residence permits for Hong Kong, Macao and Taiwan people. */
const provinceCodes = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

export function isDocumentType(text: string): text is DocumentType {
  return (documentTypes as readonly string[]).includes(text);
}

/**
 * The document in its one spelling (full width folded, letters capital), or the refusal `invalid-document`.
 * A right check digit is not a verified person. With `today` given, a birth date after it is refused too.
 */
export function parseDocument(
  type: DocumentType,
  text: string,
  today?: ServiceDate,
): ParsedDocument {
  if (text.length > 64) return invalid('length');
  const value = text.normalize('NFKC').trim().toUpperCase();
  return type === 'resident-id' ? parseResidentId(value, today) : parsePassport(value);
}

/** The birth date in a resident id of 18 characters, or null when it holds none. */
export function birthDateOf(residentId: string): ServiceDate | null {
  const digits = residentId.slice(6, 14);
  if (!/^\d{8}$/.test(digits)) return null;
  return parseServiceDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}

/** The document as people may see it: 1101***********02X, E1******8. */
export function maskDocument(type: DocumentType, value: string): string {
  const [head, tail] = type === 'resident-id' ? [4, 3] : [2, 1];
  if (value.length <= head + tail) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail);
}

/** The name as people may see it: 王*, 欧**, J*** S****. Each part keeps its first character. */
export function maskName(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .map((part) =>
      Array.from(part)
        .map((character, at) => (at === 0 ? character : '*'))
        .join(''),
    )
    .join(' ');
}

function parseResidentId(value: string, today: ServiceDate | undefined): ParsedDocument {
  if (!/^\d{17}[\dX]$/.test(value)) return invalid('format');
  if (!provinceCodes.has(value.slice(0, 2))) return invalid('region');
  const birthDate = birthDateOf(value);
  if (birthDate === null || (today !== undefined && birthDate > today))
    return invalid('birth-date');
  const sum = weights.reduce((total, weight, at) => total + weight * Number(value.charAt(at)), 0);
  return checkCharacters.charAt(sum % 11) === value.charAt(17)
    ? { ok: true, value }
    : invalid('check-digit');
}

/** ICAO 9303: one to nine capital letters or digits; look-alike letters of other scripts are refused. */
function parsePassport(value: string): ParsedDocument {
  return /^[A-Z0-9]{1,9}$/.test(value) ? { ok: true, value } : invalid('format');
}

function invalid(cause: string): ParsedDocument {
  return {
    ok: false,
    refusal: refuse('invalid-document', { field: 'document', detail: { cause } }),
  };
}
