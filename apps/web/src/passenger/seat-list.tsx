'use client';

import type { SeatClass } from '@interlock/domain/classes';
import { placeKind } from '@interlock/domain/seat-place';
import { useTranslations } from 'next-intl';
import { ChoiceChip } from '../ui/choice-chip.tsx';
import { FoldIcon } from '../ui/fold.tsx';
import type { PlanCoach, PlanSeat, SeatChoice } from './seat-choice.ts';
import { stateOf } from './seat-grid.tsx';
import { useSeatName } from './seat-name.ts';

const berthLevels: ReadonlySet<string> = new Set(['L', 'M', 'U']);

interface SeatListProps {
  coaches: PlanCoach[];
  choice: SeatChoice;
  seatClass: SeatClass;
  onToggle: (code: string) => void;
}

/** The seats of the plan as check boxes of the form, a coach at a time to unfold; works without scripts. */
export function SeatList({ coaches, choice, seatClass, onToggle }: SeatListProps) {
  const words = useTranslations('seatPlan');
  const nameOf = useSeatName(seatClass);
  return (
    <div className="grid gap-2">
      {coaches.map(({ no, seats }, at) => {
        const free = seats.filter(({ code }) => !choice.taken.has(code)).length;
        const hasChosen = seats.some(({ code }) => choice.chosen.includes(code));
        return (
          <details
            key={no}
            open={at === 0 || hasChosen}
            className="group rounded-card border border-hairline bg-card px-4"
          >
            <summary className="flex min-h-12 items-center justify-between text-15 font-semibold">
              {words('coachFree', { coach: no, free })}
              <FoldIcon />
            </summary>
            <ul className="grid gap-2 pb-4">
              {linesOf(seats).map((line) => (
                <li key={line[0]?.code} className="grid gap-1 border-t border-hairline pt-2">
                  {line[0]?.letter === 'N' ? null : (
                    <span aria-hidden="true" className="figures text-13 text-muted">
                      {words(berthLevels.has(line[0]?.letter ?? '') ? 'berthRow' : 'row', {
                        row: line[0]?.row ?? 0,
                      })}
                    </span>
                  )}
                  <ul className="grid grid-cols-3 gap-1.5 sm:grid-cols-5">
                    {line.map((seat) => (
                      <li key={seat.code} className="grid">
                        <ChoiceChip
                          type="checkbox"
                          name="at"
                          value={seat.code}
                          aria-label={nameOf(seat, stateOf(seat.code, choice))}
                          checked={choice.chosen.includes(seat.code)}
                          disabled={choice.taken.has(seat.code)}
                          onChange={() => onToggle(seat.code)}
                          size="small"
                          className="py-1 has-disabled:border-dashed has-disabled:bg-sunken has-disabled:line-through"
                        >
                          {words('placeInRow', placeOf(seat))}
                        </ChoiceChip>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

/** The seats of a row side by side; places with numbers alone are all of one line. */
function linesOf(seats: readonly PlanSeat[]): PlanSeat[][] {
  if (seats.every(({ letter }) => letter === 'N')) return [[...seats]];
  const rows = [...new Set(seats.map(({ row }) => row))];
  return rows.map((no) => seats.filter(({ row }) => row === no));
}

/** A seat without what stands around it: its coach and row. */
function placeOf({ row, letter }: PlanSeat) {
  return { row, letter, kind: placeKind(letter) };
}
