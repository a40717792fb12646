'use client';

import type { SeatLetter } from '@interlock/domain/coach-layout';
import { useTranslations } from 'next-intl';
import { ChoiceChip } from '../ui/choice-chip.tsx';

type WishedLetter = Exclude<SeatLetter, 'N'>;

interface SeatWishesProps {
  wishes: SeatLetter[];
  chosen: SeatLetter[];
  /** Id of the form that the chips belong to. */
  form: string;
}

/** Chips for the letters or levels of the class; a wish, never a promise. */
export function SeatWishes({ wishes, chosen, form }: SeatWishesProps) {
  const words = useTranslations('book.seats');
  const letters = wishes.filter((letter): letter is WishedLetter => letter !== 'N');
  if (letters.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-20 font-semibold">{words('title')}</legend>
      <p className="mt-1 max-w-[68ch] text-15 text-muted">{words('lead')}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {letters.map((letter) => (
          <span key={letter} className="contents">
            {letter === 'D' ? (
              <span aria-hidden="true" className="mx-1 hidden h-8 w-px bg-control sm:block" />
            ) : null}
            <ChoiceChip
              type="checkbox"
              name="seat"
              form={form}
              value={letter}
              defaultChecked={chosen.includes(letter)}
            >
              {words(letter)}
            </ChoiceChip>
          </span>
        ))}
      </div>
    </fieldset>
  );
}
