'use client';

import type { SeatClass } from '@interlock/domain/classes';
import { useTranslations } from 'next-intl';
import { ChoiceChip } from '../ui/choice-chip.tsx';
import type { PlanCoach, SeatChoice } from './seat-choice.ts';
import { stateOf } from './seat-grid.tsx';
import { useSeatName } from './seat-name.ts';

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
            className="rounded-card border border-hairline bg-card px-4"
          >
            <summary className="flex min-h-12 items-center text-15 font-semibold">
              {words('coachFree', { coach: no, free })}
            </summary>
            <ul className="grid gap-1.5 pb-4 sm:grid-cols-2">
              {seats.map((seat) => (
                <li key={seat.code}>
                  <ChoiceChip
                    type="checkbox"
                    name="at"
                    value={seat.code}
                    checked={choice.chosen.includes(seat.code)}
                    disabled={choice.taken.has(seat.code)}
                    onChange={() => onToggle(seat.code)}
                    className="w-full py-1"
                  >
                    {nameOf(seat, stateOf(seat.code, choice))}
                  </ChoiceChip>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
