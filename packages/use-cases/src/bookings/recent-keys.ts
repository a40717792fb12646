/** Keys kept: enough for minutes of a rush, a few megabytes. */
const keysMax = 50_000;
/** A process this young cannot know what its predecessor was asked. */
const youngMs = 60_000;

/** Remembers which (caller, key) pairs went past the memory check, so that a repeated request is never told "sold out". */
export class RecentKeys {
  private readonly seen = new Map<string, true>();
  private readonly startedAt: number;

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  add(caller: string, key: string): void {
    this.seen.set(`${caller} ${key}`, true);
    if (this.seen.size > keysMax) {
      const oldest = this.seen.keys().next();
      if (oldest.done !== true) this.seen.delete(oldest.value);
    }
  }

  /** Whether the request may have been taken in before; asked only when it would otherwise be refused from memory. */
  mayKnow(caller: string, key: string, now: number): boolean {
    return this.seen.has(`${caller} ${key}`) || now - this.startedAt < youngMs;
  }
}
