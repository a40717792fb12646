import { useTranslations } from 'next-intl';
import type { PlanCoach, SeatChoice } from './seat-choice.ts';

interface CoachChoiceProps {
  coaches: PlanCoach[];
  at: number;
  choice: SeatChoice;
  onChoose: (at: number) => void;
}

/** The coaches with seats of the class: in rows above the plan of a phone, as a train at the side of a wide one. */
export function CoachChoice({ coaches, at, choice, onChoose }: CoachChoiceProps) {
  const words = useTranslations('seatPlan');
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(52px,1fr))] content-start gap-1.5 md:grid-cols-1">
      <legend className="mb-1 text-15 font-semibold">{words('coaches')}</legend>
      {coaches.map((coach, index) => {
        const free = coach.seats.filter(({ code }) => !choice.taken.has(code)).length;
        return (
          <button
            key={coach.no}
            type="button"
            aria-pressed={index === at}
            aria-label={words('coachFree', { coach: coach.no, free })}
            onClick={() => onChoose(index)}
            className="grid min-h-12 content-center rounded-control border border-control bg-card px-1 text-center hover:border-brand aria-pressed:border-brand aria-pressed:bg-brand-wash aria-pressed:text-brand md:flex md:min-h-11 md:items-center md:justify-between md:px-4"
          >
            <span className="figures text-17 font-semibold">
              <span className="md:hidden">{coach.no}</span>
              <span className="hidden md:inline">{words('coach', { coach: coach.no })}</span>
            </span>
            <span className="figures text-13">{words('free', { free })}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
