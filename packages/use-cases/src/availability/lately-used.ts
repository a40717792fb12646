/**
 * Keeps what was used lately, up to `weightMax` in all. Two generations instead of an order of use: a hit costs one
 * look-up, and what nobody asked for during a whole generation goes at once.
 */
export class LatelyUsed<Key, Value> {
  readonly #weightMax: number;
  readonly #weightOf: (value: Value) => number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();
  #weight = 0;

  constructor(weightMax: number, weightOf: (value: Value) => number = () => 1) {
    this.#weightMax = weightMax;
    this.#weightOf = weightOf;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#weight >= this.#weightMax / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    const before = this.#young.get(key);
    if (before !== undefined) this.#weight -= this.#weightOf(before);
    this.#young.set(key, value);
    this.#weight += this.#weightOf(value);
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#weight = 0;
  }
}
