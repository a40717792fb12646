/** The doings that a fault can be tied to. */
export const operations = [
  'checkout-create',
  'checkout-retrieve',
  'checkout-expire',
  'intent-retrieve',
  'intent-cancel',
  'intent-capture',
  'refund-create',
  'list',
  'pay',
] as const;
export type Operation = (typeof operations)[number];

export const faultKinds = [
  'slow',
  'stall',
  'error-500',
  'error-500-stored',
  'error-500-done',
  'answer-lost',
  'cut',
  'rate-limited',
  'refuse-capture',
  'captures-anyway',
  'accept-late',
  'wrong-amount',
  'drop-webhooks',
  'duplicate-webhooks',
  'reorder-webhooks',
  'delay-webhooks',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type FaultWish = {
  kind: FaultKind;
  operation?: Operation;
  booking?: string;
  /** Of webhook faults: only events of this type. */
  type?: string;
  /** How often it strikes; without it until it is cleared. */
  count?: number;
  ms?: number;
  times?: number;
  amount?: number;
  currency?: string;
};

export type Fault = FaultWish & { id: string; left: number | null };

type Scope = { operation?: Operation; booking: string | null; type?: string };

/** The faults in force. They live in memory only: a restarted sandbox is an honest one. */
export class Faults {
  readonly #faults = new Map<string, Fault>();
  readonly #cleared = new Map<string, () => void>();
  #count = 0;

  add(wish: FaultWish): Fault {
    this.#count += 1;
    const fault = { ...wish, id: `fault-${this.#count}`, left: wish.count ?? null };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.#faults.values()];
  }

  clear(id?: string): void {
    for (const fault of this.list()) {
      if (id !== undefined && fault.id !== id) continue;
      this.#faults.delete(fault.id);
      this.#cleared.get(fault.id)?.();
      this.#cleared.delete(fault.id);
    }
  }

  /** The first fault of this kind that fits, counted as used; null when none does. */
  take(kind: FaultKind, scope: Scope): Fault | null {
    const fault = this.list().find((one) => one.kind === kind && fits(one, scope));
    if (!fault) return null;
    if (fault.left !== null) {
      fault.left -= 1;
      if (fault.left <= 0 && kind !== 'stall') this.#faults.delete(fault.id);
    }
    return fault;
  }

  /** Whether such a fault is in force, without counting it as used. */
  has(kind: FaultKind, scope: Scope): boolean {
    return this.list().some((one) => one.kind === kind && fits(one, scope));
  }

  /** Resolves when that fault is cleared. */
  cleared(id: string): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#faults.has(id)) return resolve();
      const before = this.#cleared.get(id);
      this.#cleared.set(id, () => {
        before?.();
        resolve();
      });
    });
  }
}

function fits(fault: Fault, scope: Scope): boolean {
  return (
    (fault.left === null || fault.left > 0) &&
    (fault.operation === undefined || fault.operation === scope.operation) &&
    (fault.booking === undefined || fault.booking === scope.booking) &&
    (fault.type === undefined || fault.type === scope.type)
  );
}
