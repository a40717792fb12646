import type { RunInventory } from './run-inventory.ts';

/** Where the free run of a seat that ends at `from` starts: the segment after the last sold one before `from`. */
export function freeRunStart(inventory: RunInventory, index: number, from: number): number {
  const base = index * inventory.words;
  for (let word = (from - 1) >> 5; word >= 0; word--) {
    const upTo = from - word * 32;
    const bits = (inventory.masks[base + word] ?? 0) & (upTo >= 32 ? -1 : (1 << upTo) - 1);
    if (bits !== 0) return word * 32 + 32 - Math.clz32(bits);
  }
  return 0;
}

/** Where the free run of a seat that starts at `to` ends: the first sold segment at or after `to`, or the last stop. */
export function freeRunEnd(inventory: RunInventory, index: number, to: number): number {
  const base = index * inventory.words;
  for (let word = to >> 5; word < inventory.words; word++) {
    const fromBit = to - word * 32;
    const bits = (inventory.masks[base + word] ?? 0) & (fromBit <= 0 ? -1 : -1 << fromBit);
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits);
  }
  return inventory.segments;
}
