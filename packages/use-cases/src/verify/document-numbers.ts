import { parseDocument } from '@interlock/domain/passengers/documents';

/** A text that may hold no document number, and where it was found. */
export interface NamedText {
  readonly where: string;
  readonly text: string;
}

/**
 * Candidates for SQL and JavaScript alike: 18 characters of a resident id, or a letter and eight digits
 * of a passport, alone between other characters. Passports of other shapes cannot be told from words.
 */
export const documentPattern = String.raw`(^|[^0-9A-Za-z_-])([1-8][0-9]{16}[0-9Xx]|[DEGPSdegps][0-9]{8})($|[^0-9A-Za-z_-])`;

const candidates = /(?<![0-9A-Za-z_-])(?:[1-8]\d{16}[\dXx]|[DEGPSdegps]\d{8})(?![0-9A-Za-z_-])/g;

/** The document numbers in a text: resident ids with a right check digit, and passports. */
export function documentNumbersIn(text: string): string[] {
  return [...text.matchAll(candidates)]
    .map(([found]) => found)
    .filter((found) => found.length === 9 || parseDocument('resident-id', found).ok);
}
