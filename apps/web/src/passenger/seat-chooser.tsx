'use client';

import type { SeatClass } from '@interlock/domain/classes';
import { formatTimeWithSeconds } from '@interlock/i18n/formats';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode, useState } from 'react';
import { buttonStyle } from '../ui/button-style.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { SeatSample } from '../ui/seat-face.tsx';
import {
  afterNews,
  afterOffer,
  afterToggle,
  offerFor,
  type PlanCoach,
  type PlanSeat,
  type SeatChoice,
} from './seat-choice.ts';
import { SeatGrid } from './seat-grid.tsx';
import { SeatList } from './seat-list.tsx';
import { useSeatFace } from './seat-name.ts';
import { usePlaceText } from './use-place-text.ts';
import { useSeatNews } from './use-seat-news.ts';

export interface SeatChooserProps {
  /** Where the choice goes, and what goes with it. */
  action: string;
  fields: { name: string; value: string }[];
  seatClass: SeatClass;
  coaches: PlanCoach[];
  taken: string[];
  asOf: number;
  zone: string;
  /** One seat for each of so many passengers. */
  wanted: number;
  chosen: string[];
  view: 'plan' | 'list';
  /** The step was left with another number of seats than passengers. */
  isMissing: boolean;
  /** Address that tells which seats are taken. */
  news: string;
  ways: { plan: string; list: string; skip: string };
  /** What the page is about, above the plan. */
  heading?: ReactNode;
  /** What is being bought, beside the plan. */
  summary?: ReactNode;
}

/** Choosing one seat per passenger, on the plan or in the list, while others choose, too. */
export function SeatChooser(props: SeatChooserProps) {
  const { coaches, wanted, seatClass } = props;
  const words = useTranslations('seatPlan');
  const [choice, setChoice] = useState<SeatChoice>(() => firstChoice(props));
  const [view, setView] = useState(props.view);
  const [isFull, setIsFull] = useState(false);
  const [isWrong, setIsWrong] = useState(props.isMissing);
  const isPaused = useSeatNews(props.news, (news) => {
    const hasMoved = news.taken.length !== choice.taken.size;
    setChoice(afterNews(choice, news));
    return hasMoved;
  });
  const left = wanted - choice.chosen.length;

  function toggle(code: string): void {
    const next = afterToggle(choice, code, wanted);
    setIsFull(next === null);
    setIsWrong(false);
    if (next !== null) setChoice(next);
  }

  const seats = { coaches, choice, seatClass, onToggle: toggle };
  return (
    <form
      action={props.action}
      method="get"
      className="flex flex-col gap-6 lg:grid lg:grid-cols-[minmax(0,1fr)_360px] lg:gap-8"
      onSubmit={(event) => {
        if (left === 0) return;
        event.preventDefault();
        setIsWrong(true);
      }}
    >
      <div className="grid min-w-0 content-start gap-5">
        {props.heading}
        {isWrong && left !== 0 ? <WrongNumber left={left} /> : null}
        {props.fields.map((field) => (
          <input key={`${field.name} ${field.value}`} type="hidden" {...field} />
        ))}
        <div aria-live="assertive">
          <LostSeats
            choice={choice}
            coaches={coaches}
            onTake={(codes) => setChoice(afterOffer(choice, codes, wanted))}
          />
          {isFull ? <p className="font-semibold">{words('full')}</p> : null}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <Legend first={coaches[0]?.seats[0]} />
          <a
            href={view === 'plan' ? props.ways.list : props.ways.plan}
            onClick={(event) => {
              event.preventDefault();
              setView(view === 'plan' ? 'list' : 'plan');
            }}
          >
            {words(view === 'plan' ? 'asList' : 'asPlan')}
          </a>
        </div>
        {view === 'plan' ? (
          <>
            <noscript>
              <p className="mb-3 font-semibold">{words('needsScripts')}</p>
            </noscript>
            {choice.chosen.map((code) => (
              <input key={code} type="hidden" name="at" value={code} />
            ))}
            <SeatGrid {...seats} />
            <p id="plan-keys" className="hidden text-13 text-muted md:block">
              {words('keys')}
            </p>
          </>
        ) : (
          <SeatList {...seats} />
        )}
        <p className="-mt-3 text-13 text-muted">
          {isPaused
            ? words('paused')
            : words('asOf', { time: formatTimeWithSeconds(choice.asOf, props.zone) })}
        </p>
        <a href={props.ways.skip} className="justify-self-start">
          {words('skip')}
        </a>
      </div>
      <div className="max-lg:contents lg:sticky lg:top-4 lg:grid lg:gap-4 lg:self-start">
        {props.summary}
        <ChoiceBar left={left} count={wanted} chosen={choice.chosen} />
      </div>
    </form>
  );
}

function firstChoice({ asOf, taken, chosen }: SeatChooserProps): SeatChoice {
  const before = { asOf, taken: new Set<string>(), chosen, lost: [] };
  return afterNews(before, { asOf, taken });
}

function WrongNumber({ left }: { left: number }) {
  const words = useTranslations('seatPlan');
  const site = useTranslations('site');
  const message =
    left > 0 ? words('incomplete', { left }) : words('tooMany', { extra: Math.abs(left) });
  return (
    <ErrorSummary
      title={site('error.summary', { count: 1 })}
      errors={[{ fieldId: null, message }]}
    />
  );
}

interface LostSeatsProps {
  choice: SeatChoice;
  coaches: PlanCoach[];
  onTake: (codes: string[]) => void;
}

/** Which chosen seats others took, and the nearest free ones at one press. */
function LostSeats({ choice, coaches, onTake }: LostSeatsProps): ReactNode {
  const words = useTranslations('seatPlan');
  const sayPlace = usePlaceText();
  if (choice.lost.length === 0) return null;
  const offered = offerFor(choice, coaches).map(({ code }) => code);
  const list = (codes: string[]) => codes.map(sayPlace).join(' · ');
  return (
    <div className="grid justify-items-start gap-3 rounded-card border-l-4 border-stop bg-stop-wash p-4">
      <p className="font-semibold">
        {words('lost', { count: choice.lost.length, places: list(choice.lost) })}
      </p>
      {offered.length === 0 ? (
        <p>{words('noNearest')}</p>
      ) : (
        <button type="button" onClick={() => onTake(offered)} className={buttonStyle('quiet')}>
          {words('nearest', { places: list(offered) })}
        </button>
      )}
    </div>
  );
}

/** The shapes by name, with what stands on the first seat of the train. */
function Legend({ first }: { first: PlanSeat | undefined }) {
  const words = useTranslations('seatPlan.legend');
  const faceOf = useSeatFace();
  return (
    <ul aria-label={words('title')} className="flex flex-wrap gap-4 text-13">
      {(['free', 'chosen', 'taken'] as const).map((state) => (
        <li key={state} className="flex items-center gap-2">
          <SeatSample state={state} text={first === undefined ? '' : faceOf(first)} />{' '}
          {words(state)}
        </li>
      ))}
    </ul>
  );
}

function ChoiceBar({ left, count, chosen }: { left: number; count: number; chosen: string[] }) {
  const words = useTranslations('seatPlan');
  const sayPlace = usePlaceText();
  return (
    <div className="sticky bottom-0 -mx-4 flex items-center justify-between gap-4 border-t border-hairline bg-page px-4 py-3 md:max-lg:-mx-6 md:max-lg:px-6 lg:static lg:mx-0 lg:grid lg:grid-cols-1 lg:rounded-card lg:border lg:bg-card lg:p-5">
      <p aria-live="polite" className="min-w-0">
        <span className="block text-13 text-muted">
          {words('left', { left: Math.max(0, left), count })}
        </span>
        <span className="figures block text-15 leading-normal font-semibold lg:text-17">
          {chosen.length === 0
            ? words('none')
            : chosen.map((code) => (
                <Fragment key={code}>
                  <span className="whitespace-nowrap not-first:before:content-['·_'] lg:block lg:not-first:before:content-none">
                    {sayPlace(code)}
                  </span>{' '}
                </Fragment>
              ))}
        </span>
      </p>
      <button type="submit" className={buttonStyle('filled', 'shrink-0 px-6 lg:w-full')}>
        {words('continue')}
      </button>
    </div>
  );
}
