/**
 * A seat's mask: bit s set = segment s is sold. In memory a mask is 1 to 4 words of 32 bits, segment s in word s >> 5;
 * in the database it is two columns of 63 bits, so that neither is ever negative.
 */
export const segmentsMax = 126;

const columnBits = 63n;
const columnMask = (1n << columnBits) - 1n;

export type RowMask = { sold: bigint; sold2: bigint };

export function wordsFor(segments: number): number {
  if (!Number.isInteger(segments) || segments < 1 || segments > segmentsMax)
    throw new RangeError(`${segments} segments`);
  return Math.ceil(segments / 32);
}

/** The words of the interval [from, to), as many as `words`. Throws RangeError for an empty or impossible interval. */
export function maskOf(from: number, to: number, words: number): Uint32Array {
  checkInterval(from, to, words * 32);
  const mask = new Uint32Array(words);
  for (let segment = from; segment < to; segment++) {
    const word = segment >> 5;
    mask[word] = (mask[word] ?? 0) | (1 << (segment & 31));
  }
  return mask;
}

/** The database columns of the interval [from, to). */
export function rowMaskOf(from: number, to: number): RowMask {
  checkInterval(from, to, segmentsMax);
  const all = ((1n << BigInt(to - from)) - 1n) << BigInt(from);
  return { sold: all & columnMask, sold2: all >> columnBits };
}

/** Columns to words. Throws RangeError when a bit beyond `segments` is set or a column is negative. */
export function soldFromRow(row: RowMask, segments: number): Uint32Array {
  const words = new Uint32Array(wordsFor(segments));
  if (row.sold < 0n || row.sold > columnMask || row.sold2 < 0n || row.sold2 > columnMask)
    throw new RangeError('mask column out of range');
  const all = row.sold | (row.sold2 << columnBits);
  if (all >> BigInt(segments) !== 0n)
    throw new RangeError(`a bit beyond segment ${segments - 1} is set`);
  for (let word = 0; word < words.length; word++)
    words[word] = Number((all >> BigInt(word * 32)) & 0xffff_ffffn);
  return words;
}

/** Words to columns. */
export function rowFromSold(words: Uint32Array): RowMask {
  let all = 0n;
  for (const [at, word] of words.entries()) all |= BigInt(word) << BigInt(at * 32);
  return { sold: all & columnMask, sold2: all >> columnBits };
}

export function checkInterval(from: number, to: number, segments: number): void {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from >= to || to > segments) {
    throw new RangeError(`no interval [${from}, ${to}) in ${segments} segments`);
  }
}
