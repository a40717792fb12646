'use client';

import { parseServiceDate } from '@interlock/domain/time';
import { formatShortDate } from '@interlock/i18n/formats';
import type { Locale } from '@interlock/i18n/locales';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { buttonStyle } from './button-style.ts';
import { describedBy, Field, inputStyle } from './field.tsx';

interface DateFieldProps {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Empty where none has been chosen, if one may go without. */
  initial: string;
  needs: 'a day' | 'nothing';
  first: string;
  last: string;
  shortcuts: { date: string; label: string }[];
}

/** A plain date field bounded by the sale window, with the chosen day in words and buttons for the nearest days. */
export function DateField(props: DateFieldProps) {
  const { id, name, label, hint, error, initial, needs, first, last, shortcuts } = props;
  const [value, setValue] = useState(initial);
  const locale = useLocale();
  const field = { id, label, hint, error, aside: wordsOf(value, locale) };
  return (
    <Field field={field}>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          name={name}
          type="date"
          required={needs === 'a day'}
          min={first}
          max={last}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          aria-describedby={describedBy(field)}
          aria-invalid={error ? true : undefined}
          className={`${inputStyle} figures min-w-36 flex-1 max-sm:basis-full`}
        />
        {shortcuts.map((shortcut) => (
          <button
            key={shortcut.date}
            type="button"
            aria-pressed={value === shortcut.date}
            onClick={() => setValue(shortcut.date)}
            className={buttonStyle(
              'quiet',
              'shrink-0 px-3 max-sm:flex-1 aria-pressed:border-brand aria-pressed:bg-brand-wash aria-pressed:text-brand',
            )}
          >
            {shortcut.label}
          </button>
        ))}
      </div>
    </Field>
  );
}

/** A browser writes dates in its own language, in an order that may mislead. */
function wordsOf(value: string, locale: Locale): string | undefined {
  const date = parseServiceDate(value);
  return date === null ? undefined : formatShortDate(locale, date);
}
