'use client';

import type { SeatLetter } from '@interlock/domain/coach-layout';
import { type Fen, fen, formatYuan } from '@interlock/domain/money';
import { type TicketType, ticketTypes } from '@interlock/domain/passengers/booked-passenger';
import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RideQuery } from '../paths.ts';
import { actionBar } from '../ui/action-bar.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { AddTraveller } from './add-traveller.tsx';
import { shortMask } from './masked-name.ts';
import { SeatWishes } from './seat-wishes.tsx';

export interface PassengerPickerProps {
  action: string;
  ride: Pick<RideQuery, 'from' | 'to' | 'seatClass' | 'onward'>;
  saved: TravellerView[];
  chosen: { travellerId: string; ticketType: TicketType }[];
  /** Where the plan of the seats is. */
  planAction: string;
  letters: SeatLetter[];
  /** Particular seats chosen before. */
  places: string[];
  /** How many the search was for. */
  asked: number;
  wishes: SeatLetter[];
  prices: Record<TicketType, number>;
  passengersMax: number;
  today: string;
  /** The step was left without anybody chosen. */
  isMissing: boolean;
}

/** Who travels, with which kind of ticket, and where they would like to sit. */
export function PassengerPicker(props: PassengerPickerProps) {
  const { action, ride, saved, passengersMax } = props;
  const words = useTranslations('book');
  const site = useTranslations('site');
  const refusals = useTranslations('refusal');
  const locale = useLocale();
  const [isMissing, setIsMissing] = useState(props.isMissing);
  const [types, setTypes] = useState<Map<string, TicketType>>(
    () => new Map(props.chosen.map((one) => [one.travellerId, one.ticketType])),
  );
  const [chosen, setChosen] = useState<Set<string>>(
    () => new Set(props.chosen.map((one) => one.travellerId)),
  );
  const typeOf = (traveller: TravellerView): TicketType =>
    types.get(traveller.id) ?? traveller.ticketType;
  const picked = saved.filter((traveller) => chosen.has(traveller.id));
  const total: Fen = fen(
    picked.reduce((sum, traveller) => sum + props.prices[typeOf(traveller)], 0),
  );
  const isFull = picked.length >= passengersMax;

  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
    setIsMissing(false);
  }

  return (
    <div className="flex flex-col gap-8">
      {isMissing ? (
        <ErrorSummary
          title={site('error.summary', { count: 1 })}
          errors={[{ fieldId: 'saved', message: refusals('no-passengers') }]}
        />
      ) : null}
      <form
        action={action}
        method="get"
        id="choice"
        onSubmit={(event) => {
          if (picked.length > 0) return;
          event.preventDefault();
          setIsMissing(true);
        }}
      >
        <input type="hidden" name="from" value={ride.from} />
        <input type="hidden" name="to" value={ride.to} />
        <input type="hidden" name="class" value={ride.seatClass} />
        {ride.onward ? <input type="hidden" name="onward" value={ride.onward} /> : null}
        {props.asked > 1 ? <input type="hidden" name="n" value={props.asked} /> : null}
        {props.places.map((code) => (
          <input key={code} type="hidden" name="at" value={code} />
        ))}
        <fieldset id="saved" tabIndex={-1}>
          <legend className="text-20 font-semibold">{words('passengers.saved')}</legend>
          {saved.length === 0 ? (
            <p className="mt-2 text-muted">{words('passengers.none')}</p>
          ) : null}
          {props.asked > 1 ? (
            <p className="mt-1 text-15" aria-live="polite">
              {words('passengers.asked', {
                count: props.asked,
                left: Math.max(0, props.asked - picked.length),
              })}
            </p>
          ) : null}
          <ul className="mt-3 grid gap-2">
            {saved.map((traveller) => (
              <TravellerLine
                key={traveller.id}
                traveller={traveller}
                type={typeOf(traveller)}
                isChosen={chosen.has(traveller.id)}
                isDisabled={isFull && !chosen.has(traveller.id)}
                onToggle={() => toggle(traveller.id)}
                onType={(type) => setTypes(new Map(types).set(traveller.id, type))}
              />
            ))}
          </ul>
          {isFull ? (
            <output className="mt-2 block text-15 font-semibold">
              {words('passengers.tooMany', { max: passengersMax })}
            </output>
          ) : null}
          <p className="mt-3 text-13 text-muted">
            {words('passengers.childHint')} {words('passengers.studentHint')}
          </p>
        </fieldset>
      </form>
      <AddTraveller
        today={props.today}
        isOpen={saved.length === 0}
        onAdded={(traveller) =>
          setChosen((now) => (now.size < passengersMax ? new Set(now).add(traveller.id) : now))
        }
      />
      <div className="grid justify-items-start gap-3">
        <SeatWishes wishes={props.wishes} chosen={props.letters} form="choice" />
        <button
          type="submit"
          form="choice"
          formAction={props.planAction}
          className={buttonStyle('quiet')}
        >
          {words('review.toPlan')}
        </button>
      </div>
      <div className={actionBar}>
        <p aria-live="polite">
          <span className="block text-13 text-muted">{words('summary.total')}</span>
          {picked.length === 0 ? (
            <span className="block text-15">{words('summary.notYet')}</span>
          ) : (
            <span className="figures text-26 font-semibold">
              {formatYuan(total, locale).replace(/\.00$/, '')}
            </span>
          )}
        </p>
        <button type="submit" form="choice" className={buttonStyle('filled', 'px-8')}>
          {words('continue')}
        </button>
      </div>
    </div>
  );
}

interface TravellerLineProps {
  traveller: TravellerView;
  type: TicketType;
  isChosen: boolean;
  isDisabled: boolean;
  onToggle: () => void;
  onType: (type: TicketType) => void;
}

function TravellerLine({
  traveller,
  type,
  isChosen,
  isDisabled,
  onToggle,
  onType,
}: TravellerLineProps) {
  const words = useTranslations('book');
  const site = useTranslations('site');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-hairline bg-card px-4 py-2 has-[input:checked]:border-brand has-[input:checked]:bg-brand-wash">
      <label className="grid min-h-11 min-w-40 flex-1 cursor-pointer grid-cols-[auto_1fr] content-center items-center gap-x-3">
        <input
          type="checkbox"
          name="with"
          value={`${traveller.id}.${type}`}
          checked={isChosen}
          disabled={isDisabled}
          onChange={onToggle}
          className="row-span-2"
        />
        <span className="font-semibold">{shortMask(traveller.nameMasked)}</span>
        <span className="figures text-13 text-muted">{traveller.documentMasked}</span>
      </label>
      <select
        aria-label={words('passengers.type', { name: shortMask(traveller.nameMasked) })}
        value={type}
        onChange={(event) =>
          onType(ticketTypes.find((one) => one === event.target.value) ?? 'adult')
        }
        className="h-10 rounded-control border border-control bg-card px-2 text-15"
      >
        {ticketTypes.map((one) => (
          <option key={one} value={one}>
            {site(`ticketType.${one}`)}
          </option>
        ))}
      </select>
    </li>
  );
}
