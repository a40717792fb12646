'use client';

import type { SeatClass } from '@interlock/domain/classes';
import { placeKind } from '@interlock/domain/seat-place';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { SeatFace } from '../ui/seat-face.tsx';
import { CoachChoice } from './coach-choice.tsx';
import type { PlanCoach, PlanSeat, SeatChoice } from './seat-choice.ts';
import { useSeatFace, useSeatName } from './seat-name.ts';

interface SeatGridProps {
  coaches: PlanCoach[];
  choice: SeatChoice;
  seatClass: SeatClass;
  onToggle: (code: string) => void;
}

type Row = (PlanSeat | null)[];

/** One coach at a time as a grid with one tab stop; Page Up and Page Down lead to the coaches beside it. */
export function SeatGrid({ coaches, choice, seatClass, onToggle }: SeatGridProps) {
  const words = useTranslations('seatPlan');
  const nameOf = useSeatName(seatClass);
  const [coachAt, setCoachAt] = useState(() => firstCoach(coaches, choice));
  const [active, setActive] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const isMoving = useRef(false);
  const coach = coaches[coachAt];
  const rows = coach === undefined ? [] : rowsOf(coach);
  const seats = coach?.seats ?? [];
  const current =
    seats.find(({ code }) => code === active) ??
    seats.find(({ code }) => !choice.taken.has(code)) ??
    seats[0];

  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (current === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const turned = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
    const other = turned === 0 ? undefined : coaches[coachAt + turned];
    const next = turned === 0 ? moved(rows, current, event.key) : sameSpot(other, current);
    if (turned === 0 && next === undefined) return;
    event.preventDefault();
    if (next === undefined) return;
    isMoving.current = true;
    if (turned !== 0) setCoachAt(coachAt + turned);
    setActive(next.code);
  }

  if (coach === undefined) return null;
  const letters = lettersOf(coach);
  return (
    <div className="grid gap-4 md:grid-cols-[12rem_minmax(0,1fr)] md:gap-6">
      <CoachChoice coaches={coaches} at={coachAt} choice={choice} onChoose={setCoachAt} />
      <div className="flex flex-col items-center rounded-card border border-hairline bg-card p-3 [--seat:clamp(36px,11.2vw,44px)] md:justify-self-start md:px-6 md:[--seat:40px]">
        <p className="mb-3 flex items-center gap-2 text-13 text-muted">
          <span aria-hidden="true">↑</span> {words('direction')}
        </p>
        <div
          ref={grid}
          role="grid"
          tabIndex={-1}
          aria-label={words('coach', { coach: coach.no })}
          aria-describedby="plan-keys"
          onKeyDown={onKeyDown}
          className="grid gap-1"
        >
          {letters === null ? null : <LetterRow letters={letters} />}
          {rows.map((row) => (
            <SeatRow
              key={row.find((seat) => seat !== null)?.code}
              row={row}
              letters={letters}
              choice={choice}
              current={current}
              nameOf={nameOf}
              onChoose={(code) => {
                setActive(code);
                onToggle(code);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function LetterRow({ letters }: { letters: string[] }) {
  const words = useTranslations('seatPlan');
  return (
    <div role="row" className="flex gap-1">
      <span className="w-7" />
      {letters.map((letter) => (
        <span
          key={letter}
          role="columnheader"
          className={`grid w-(--seat) justify-items-center text-13 text-muted ${gapOf(letters, letter)}`}
        >
          <span className="font-semibold">
            {letter === 'L' || letter === 'M' || letter === 'U' ? words(`level.${letter}`) : letter}
          </span>
          <PlaceCaption letter={letter} />
        </span>
      ))}
    </div>
  );
}

/** Where the seats below it are; those in the middle are what is left. */
function PlaceCaption({ letter }: { letter: string }) {
  const words = useTranslations('seatPlan.place');
  const kind = placeKind(letter);
  return kind === 'window' || kind === 'aisle' ? (
    <span className="whitespace-nowrap">{words(kind)}</span>
  ) : null;
}

interface SeatRowProps {
  row: Row;
  letters: string[] | null;
  choice: SeatChoice;
  /** The one seat of the grid that the tab key leads to. */
  current: PlanSeat | undefined;
  nameOf: ReturnType<typeof useSeatName>;
  onChoose: (code: string) => void;
}

function SeatRow({ row, letters, choice, current, nameOf, onChoose }: SeatRowProps) {
  const faceOf = useSeatFace();
  return (
    <div role="row" className="flex gap-1">
      {letters === null ? null : (
        <span
          role="rowheader"
          className="figures w-7 self-center pr-1 text-right text-13 text-muted"
        >
          {row.find((seat) => seat !== null)?.row}
        </span>
      )}
      {row.map((seat, column) => (
        <span
          key={letters?.[column] ?? column}
          role="gridcell"
          className={`size-(--seat) ${letters === null ? '' : gapOf(letters, letters[column] ?? '')}`}
        >
          {seat === null ? null : (
            <SeatFace
              text={faceOf(seat)}
              state={stateOf(seat.code, choice)}
              name={nameOf(seat, stateOf(seat.code, choice))}
              isTabStop={seat === current}
              onChoose={() => onChoose(seat.code)}
            />
          )}
        </span>
      ))}
    </div>
  );
}

/** Where something is chosen already, else where something is free. */
function firstCoach(coaches: readonly PlanCoach[], { chosen, taken }: SeatChoice): number {
  const at = (wanted: (code: string) => boolean) =>
    coaches.findIndex(({ seats }) => seats.some(({ code }) => wanted(code)));
  const ofChoice = at((code) => chosen.includes(code));
  return Math.max(0, ofChoice >= 0 ? ofChoice : at((code) => !taken.has(code)));
}

export function stateOf(code: string, choice: SeatChoice): 'free' | 'taken' | 'chosen' {
  if (choice.taken.has(code)) return 'taken';
  return choice.chosen.includes(code) ? 'chosen' : 'free';
}

const order = ['A', 'B', 'C', 'D', 'F', 'L', 'M', 'U'];
const numbersAbreast = 5;

/** The letters that stand side by side, or null where places have numbers only. */
function lettersOf({ seats }: PlanCoach): string[] | null {
  const letters = order.filter((letter) => seats.some((seat) => seat.letter === letter));
  return letters.length === 0 ? null : letters;
}

function rowsOf(coach: PlanCoach): Row[] {
  const letters = lettersOf(coach);
  if (letters === null) {
    const rows = Math.ceil(coach.seats.length / numbersAbreast);
    return Array.from({ length: rows }, (_, at) =>
      coach.seats.slice(at * numbersAbreast, (at + 1) * numbersAbreast),
    );
  }
  return [...new Set(coach.seats.map(({ row }) => row))].map((row) =>
    letters.map(
      (letter) => coach.seats.find((seat) => seat.row === row && seat.letter === letter) ?? null,
    ),
  );
}

/** The aisle is before D, or before F where a row has no D. */
function gapOf(letters: readonly string[], letter: string): string {
  const isRight = letter === (letters.includes('D') ? 'D' : 'F');
  return isRight && letters.includes('A') ? 'ml-6' : '';
}

/** The seat that a key leads to, or undefined when the key is none of the grid's or leads nowhere. */
function moved(rows: readonly Row[], from: PlanSeat, key: string): PlanSeat | undefined {
  const at = rows.findIndex((row) => row.includes(from));
  const row = rows[at] ?? [];
  const column = row.indexOf(from);
  const present = (cells: Row) => cells.filter((seat) => seat !== null);
  switch (key) {
    case 'ArrowLeft':
      return present(row.slice(0, column)).at(-1) ?? from;
    case 'ArrowRight':
      return present(row.slice(column + 1))[0] ?? from;
    case 'ArrowUp':
      return rows.slice(0, at).findLast((other) => other[column] != null)?.[column] ?? from;
    case 'ArrowDown':
      return rows.slice(at + 1).find((other) => other[column] != null)?.[column] ?? from;
    case 'Home':
      return present(row)[0];
    case 'End':
      return present(row).at(-1);
    default:
      return undefined;
  }
}

/** The same row and letter in another coach, or what comes nearest there. */
function sameSpot(coach: PlanCoach | undefined, from: PlanSeat): PlanSeat | undefined {
  const distance = (seat: PlanSeat) =>
    Math.abs(seat.row - from.row) * 10 + (seat.letter === from.letter ? 0 : 1);
  return coach?.seats.toSorted((a, b) => distance(a) - distance(b))[0];
}
