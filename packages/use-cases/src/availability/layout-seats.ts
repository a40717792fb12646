import type { SeatClass } from '@interlock/domain/classes';
import type { CoachLayout } from '@interlock/domain/coach-layout';

const known = new WeakMap<CoachLayout, ReadonlyMap<SeatClass, number>>();

/** Seats of each class of a layout, in order of first appearance; counted once, for a layout never changes. */
export function seatsByClass(layout: CoachLayout): ReadonlyMap<SeatClass, number> {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const counts = new Map<SeatClass, number>();
  for (const { class: seatClass } of layout.coaches.flatMap(({ seats }) => seats)) {
    counts.set(seatClass, (counts.get(seatClass) ?? 0) + 1);
  }
  known.set(layout, counts);
  return counts;
}
