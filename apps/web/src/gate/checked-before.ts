const place = 'gate-checked';
const keptMs = 24 * 3_600_000;
const entriesMax = 5_000;

type Entry = [ticketId: string, atMs: number];

/** When this device has let the ticket through within a day, or null; notes it now. Ticket ids only, nobody's name. */
export function noteChecked(ticketId: string, nowMs: number): number | null {
  const kept = entries().filter(([, atMs]) => nowMs - atMs < keptMs);
  const before = kept.find(([id]) => id === ticketId);
  if (before === undefined) kept.push([ticketId, nowMs]);
  try {
    localStorage.setItem(place, JSON.stringify(kept.slice(-entriesMax)));
  } catch {
    // A browser that keeps nothing can still check.
  }
  return before?.[1] ?? null;
}

function entries(): Entry[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(read) ? (read as Entry[]) : [];
  } catch {
    return [];
  }
}
