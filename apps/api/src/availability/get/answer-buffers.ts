const smallest = 16 * 1024;
const largest = 256 * 1024;
/** Kept of each size; more are in use only while that many answers wait for slow readers at once. */
const keptMax = 32;

/**
 * Joins pieces in memory that was used before. A fresh buffer per answer costs several times what the copying does:
 * the kernel has to hand out and clear its pages, and the collector to give them back.
 */
export class AnswerBuffers {
  readonly #free = new Map<number, Buffer[]>();

  /** One buffer with all pieces; its memory is its caller's until it is given back. */
  join(pieces: readonly Buffer[]): Buffer {
    let length = 0;
    for (const piece of pieces) length += piece.length;
    const buffer = this.#take(length);
    let at = 0;
    for (const piece of pieces) {
      buffer.set(piece, at);
      at += piece.length;
    }
    return buffer.subarray(0, length);
  }

  /** To be called once nobody reads it any more; a buffer that is never given back is only slower. */
  giveBack(joined: Buffer): void {
    const size = joined.buffer.byteLength;
    const free = this.#free.get(size) ?? [];
    this.#free.set(size, free);
    if (size <= largest && free.length < keptMax) free.push(Buffer.from(joined.buffer));
  }

  #take(length: number): Buffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(length, smallest)));
    return this.#free.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size);
  }
}
