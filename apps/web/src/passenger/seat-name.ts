import type { SeatClass } from '@interlock/domain/classes';
import { placeKind, type SeatPlace } from '@interlock/domain/seat-place';
import { useTranslations } from 'next-intl';

export type SeatState = 'free' | 'taken' | 'chosen';

/** What stands on a seat of the plan: its letter, the level of a berth, or the number where places have no letters. */
export function useSeatFace(): (seat: Pick<SeatPlace, 'row' | 'letter'>) => string {
  const words = useTranslations('seatPlan.face');
  return ({ row, letter }) => {
    if (placeKind(letter) === 'seat') return String(row);
    return letter === 'L' || letter === 'M' || letter === 'U' ? words(letter) : letter;
  };
}

/** A seat with all that a listener needs: coach, row, letter, where it is, class and state. */
export function useSeatName(seatClass: SeatClass): (seat: SeatPlace, state: SeatState) => string {
  const words = useTranslations('seatPlan');
  const site = useTranslations('site');
  return ({ coach, row, letter }, state) => {
    const said = { coach, row, state, class: site(`class.${seatClass}`) };
    const kind = placeKind(letter);
    if (kind === 'seat') return words('numberName', said);
    if (letter === 'L' || letter === 'M' || letter === 'U')
      return words('berthName', { ...said, kind });
    return words('name', { ...said, letter, kind });
  };
}
