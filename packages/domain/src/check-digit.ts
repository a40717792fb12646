import { crockfordDigits, crockfordValue } from './crockford.ts';

/**
 * The check digit of a Crockford text: a weighted sum in the field GF(32), weights 2^n … 2^1 (2 generates the field,
 * x^5 + x^2 + 1). Up to 31 digits all weights differ and none is zero, so every single wrong digit and every swap of
 * two digits is found, which ISO 7064's sums over a prime cannot promise with an alphabet of 32.
 * Throws RangeError for a character outside the alphabet.
 */
export function checkDigitOf(text: string): string {
  let sum = 0;
  for (const digit of text) {
    const value = crockfordValue(digit);
    if (value === null) throw new RangeError(`${digit} is not a Crockford digit`);
    sum = timesTwo(sum ^ value);
  }
  return crockfordDigits.charAt(sum);
}

function timesTwo(value: number): number {
  const doubled = value << 1;
  return (doubled & 32) === 0 ? doubled : doubled ^ 0b100101;
}
