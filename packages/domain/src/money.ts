/** Integer fen (¥0.01), a safe integer; may be negative in postings. */
export type Fen = number & { readonly brand: 'Fen' };

/** `amount` as fen. Throws RangeError unless it is a safe integer. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of fen`);
  return (amount === 0 ? 0 : amount) as Fen;
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + amount, 0));
}

/**
 * `total` shared by `weights`, to the fen, by largest remainder; earlier parts win ties. The parts always sum to the
 * total. Throws RangeError for no weights, a negative or fractional weight, or weights that are all zero.
 */
export function allocateFen(total: Fen, weights: readonly number[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError(`cannot share by ${weights.join(':')}`);
  }
  const sign = total < 0 ? -1 : 1;
  const shares = weights.map((weight, at) => {
    const product = BigInt(Math.abs(total)) * BigInt(weight);
    return { at, whole: Number(product / BigInt(sum)), remainder: product % BigInt(sum) };
  });
  let left = Math.abs(total) - shares.reduce((a, share) => a + share.whole, 0);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1,
  );
  for (const share of byRemainder) {
    if (left === 0) break;
    share.whole += 1;
    left -= 1;
  }
  return shares.map((share) => fen(sign * share.whole));
}

/** To the nearest ¥0.5: a remainder under ¥0.25 drops, under ¥0.75 becomes ¥0.5, else ¥1 (the railway's rule). */
export function roundToHalfYuan(amount: number): Fen {
  return fen(Math.floor((amount + 25) / 50) * 50);
}

/** ¥553.50 in Chinese, CNY 553.50 in English, with thousands grouped. */
export function formatYuan(amount: Fen, language: 'zh' | 'en'): string {
  const whole = Math.floor(Math.abs(amount) / 100);
  const grouped = String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const cents = String(Math.abs(amount) % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${language === 'zh' ? '¥' : 'CNY '}${grouped}.${cents}`;
}
