'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { dataPaths, pathsIn } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { DateField } from '../ui/date-field.tsx';
import { SelectField } from '../ui/field.tsx';
import { SwapIcon } from '../ui/icons.tsx';
import { StationCombobox, type StationOption } from '../ui/station-combobox.tsx';

export interface SearchEnd {
  text: string;
  key: string | null;
}

export interface SearchFormProps {
  from: SearchEnd;
  to: SearchEnd;
  date: string;
  /** The day of the way back; empty: there is none. */
  back: string;
  travellers: number;
  window: { first: string; tomorrow: string; last: string; firstText: string; lastText: string };
  errors?: Partial<Record<'from' | 'to' | 'date' | 'back', string | undefined>>;
}

/** From, to and day. A plain form: without scripts it sends the typed texts and the server resolves them. */
export function SearchForm(props: SearchFormProps) {
  const { from, to, date, back, travellers, window, errors = {} } = props;
  const words = useTranslations('search');
  const locale = useLocale();
  const [ends, setEnds] = useState({ from, to, turn: 0 });

  function swap(form: HTMLFormElement): void {
    const ids = ['from', 'to'] as const;
    const [typedFrom, typedTo] = ids.map((id): SearchEnd => {
      const box = form.querySelector<HTMLInputElement>(`#${id}`);
      const hidden = form.querySelector<HTMLInputElement>(`input[type=hidden][name=${id}]`);
      return { text: box?.value ?? '', key: hidden?.value ?? null };
    });
    if (typedFrom && typedTo) setEnds({ from: typedTo, to: typedFrom, turn: ends.turn + 1 });
  }

  return (
    <form
      action={pathsIn(locale).results({})}
      method="get"
      noValidate
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 has-aria-invalid:items-end gap-y-4 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] md:gap-x-4"
    >
      <StationCombobox
        key={`from ${ends.turn}`}
        id="from"
        name="from"
        label={words('from')}
        error={errors.from}
        initial={ends.from}
        find={(text) => findStations(text, locale)}
      />
      <button
        type="button"
        aria-label={words('swap')}
        title={words('swap')}
        className={buttonStyle(
          'quiet',
          'col-start-2 row-span-2 row-start-1 w-11 self-center px-0 max-md:mt-6 md:row-span-1 md:self-end',
        )}
        onClick={(event) => {
          if (event.currentTarget.form) swap(event.currentTarget.form);
        }}
      >
        <SwapIcon />
      </button>
      <StationCombobox
        key={`to ${ends.turn}`}
        id="to"
        name="to"
        label={words('to')}
        error={errors.to}
        initial={ends.to}
        find={(text) => findStations(text, locale)}
      />
      <div className="col-span-2 grid grid-cols-[minmax(0,1fr)] gap-4 has-aria-invalid:items-end md:col-span-3 md:grid-cols-[minmax(0,25rem)_minmax(0,12rem)_6rem_minmax(0,1fr)]">
        <DateField
          id="date"
          name="date"
          needs="a day"
          label={words('date')}
          hint={words('dateHint', { first: window.firstText, last: window.lastText })}
          error={errors.date}
          initial={date}
          first={window.first}
          last={window.last}
          shortcuts={[
            { date: window.first, label: words('today') },
            { date: window.tomorrow, label: words('tomorrow') },
          ]}
        />
        <DateField
          id="back"
          name="back"
          needs="nothing"
          label={words('back')}
          error={errors.back}
          initial={back}
          first={window.first}
          last={window.last}
          shortcuts={[]}
        />
        <SelectField id="n" name="n" label={words('travellers')} defaultValue={String(travellers)}>
          {['1', '2', '3', '4', '5'].map((count) => (
            <option key={count}>{count}</option>
          ))}
        </SelectField>
        <button
          type="submit"
          className={buttonStyle('filled', 'self-end md:justify-self-end md:px-8')}
        >
          {words('submit')}
        </button>
      </div>
    </form>
  );
}

interface StationAnswer {
  options: {
    key: string;
    zh: string;
    en: string;
    city: { zh: string; en: string } | null;
    telecode: string | null;
  }[];
}

async function findStations(text: string, locale: 'zh' | 'en'): Promise<StationOption[]> {
  const answer = await fetch(dataPaths.stations(text));
  if (!answer.ok) throw new Error(`stations answered ${answer.status}`);
  const { options } = (await answer.json()) as StationAnswer;
  const other = locale === 'zh' ? 'en' : 'zh';
  return options.map((option) => ({
    key: option.key,
    name: option[locale],
    hint: option.city?.[locale] ?? null,
    detail: [option[other], option.telecode].filter(Boolean).join(' · '),
    detailLang: other === 'zh' ? 'zh-CN' : 'en',
  }));
}
