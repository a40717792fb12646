/** Crockford base 32: no I, L, O or U, so that a reference survives being read aloud and typed again. */
export const crockfordDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const valueOfDigit = new Map(Array.from(crockfordDigits).map((digit, value) => [digit, value]));
/** Ten digits are 50 bits: as many as a number holds exactly. */
const digitsPerPart = 10;

/** The value 0..31 of one canonical digit, or null for any other character. */
export function crockfordValue(digit: string): number | null {
  return valueOfDigit.get(digit) ?? null;
}

/** `number` in exactly `length` digits, most significant first. Throws RangeError when it does not fit. */
export function toCrockford(number: bigint, length: number): string {
  if (number < 0n || number >= 1n << BigInt(length * 5))
    throw new RangeError(`${number} does not fit ${length} digits`);
  let text = '';
  for (let rest = number, left = length; left > 0; left--, rest >>= 5n) {
    text = crockfordDigits.charAt(Number(rest & 31n)) + text;
  }
  return text;
}

/** The number written in canonical digits, or null if any character is not one. */
export function fromCrockford(text: string): bigint | null {
  let number = 0n;
  for (let start = 0; start < text.length; start += digitsPerPart) {
    const end = Math.min(text.length, start + digitsPerPart);
    let part = 0;
    for (let at = start; at < end; at++) {
      const value = crockfordValue(text.charAt(at));
      if (value === null) return null;
      part = part * 32 + value;
    }
    number = (number << BigInt((end - start) * 5)) | BigInt(part);
  }
  return number;
}
