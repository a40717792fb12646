export const catcherFaultKinds = [
  'refuse',
  'refuse-data',
  'drop-after-data',
  'slow',
  'refuse-sms',
  'drop-sms',
] as const;
export type CatcherFaultKind = (typeof catcherFaultKinds)[number];

export type CatcherFault = {
  kind: CatcherFaultKind;
  /** Only messages to this address or number. */
  to?: string;
  /** How often it strikes; without it until it is cleared. */
  count?: number;
  ms?: number;
};

/** The faults in force, in memory. */
export class CatcherFaults {
  #faults: CatcherFault[] = [];

  add(fault: CatcherFault): void {
    this.#faults.push({ ...fault });
  }

  list(): CatcherFault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first fault of this kind for one of these recipients, counted as used. */
  take(kind: CatcherFaultKind, recipients: string[]): CatcherFault | null {
    const fault = this.#faults.find(
      (one) => one.kind === kind && (one.to === undefined || recipients.includes(one.to)),
    );
    if (!fault) return null;
    if (fault.count !== undefined) {
      fault.count -= 1;
      if (fault.count <= 0) this.#faults = this.#faults.filter((one) => one !== fault);
    }
    return fault;
  }
}
