'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { describedBy, Field, inputStyle } from './field.tsx';

/** One line of the list; `key` is what the search takes. */
export interface StationOption {
  key: string;
  name: string;
  /** Its city, where the name does not say it. */
  hint: string | null;
  detail: string;
  detailLang: string;
}

interface StationComboboxProps {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Text shown at first, and the key it stands for when that is known. */
  initial: { text: string; key: string | null };
  /** Finds options for typed text; rejects when it cannot. */
  find: (text: string) => Promise<StationOption[]>;
}

/**
 * A text box that offers stations while one types (ARIA combobox with a list).
 * The form sends the chosen key, or the typed text when nothing was chosen, so it also works as a plain text field.
 */
export function StationCombobox(props: StationComboboxProps) {
  const { id, name, label, hint, error, initial, find } = props;
  const [text, setText] = useState(initial.text);
  const [key, setKey] = useState(initial.key);
  const [active, setActive] = useState(-1);
  const { options, isOpen, isCurrent, setIsOpen, missed, search } = useOptions(find);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const words = useTranslations('search');
  const field = { id, label, hint, error };

  function choose(option: StationOption): void {
    setText(option.name);
    setKey(option.key);
    setIsOpen(false);
    setActive(-1);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) setIsOpen(options.length > 0);
      else setActive(nextActive(active, event.key === 'ArrowDown' ? 1 : -1, options.length));
    } else if (event.key === 'Enter' && isOpen && isCurrent) {
      const option = options[active] ?? options[0];
      if (option) {
        event.preventDefault();
        choose(option);
      }
    } else if (event.key === 'Escape' && (isOpen || missed !== '')) {
      event.preventDefault();
      setIsOpen(false);
    }
  }

  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <Field field={field}>
      <div className="relative">
        <input
          id={id}
          name={key === null ? name : undefined}
          value={text}
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
          aria-describedby={describedBy(field)}
          aria-invalid={error ? true : undefined}
          className={inputStyle}
          onChange={(event) => {
            setText(event.target.value);
            setKey(null);
            setActive(-1);
            search(event.target.value);
          }}
          onFocus={(event) => event.target.select()}
          onKeyDown={onKeyDown}
          onBlur={() => {
            // Leaving the field takes the best hit when the text is exactly its name.
            const exact = options.find((option) => option.name === text.trim());
            if (key === null && exact) setKey(exact.key);
            setIsOpen(false);
          }}
        />
        {key === null ? null : <input type="hidden" name={name} value={key} />}
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={label}
          hidden={!isOpen}
          className="absolute z-30 mt-1 max-h-80 w-full min-w-64 overflow-y-auto rounded-card border border-hairline bg-card py-1 shadow-float"
        >
          {options.map((option, index) => (
            // The text box keeps the focus; options are chosen from its key handler or by pointer.
            <div
              key={option.key}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="flex min-h-11 cursor-pointer items-baseline justify-between gap-3 px-3 py-2 hover:bg-sunken aria-selected:bg-brand aria-selected:text-on-brand"
              onPointerDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              <span>
                <span className="font-semibold">{option.name}</span>
                {option.hint === null ? null : (
                  <span className="ml-2 text-13 opacity-90">{option.hint}</span>
                )}
              </span>
              <span lang={option.detailLang} className="text-right text-13 opacity-90">
                {option.detail}
              </span>
            </div>
          ))}
        </div>
        {missed === '' ? null : (
          <p
            aria-hidden="true"
            className="absolute z-30 mt-1 w-full rounded-card border border-hairline bg-card px-3 py-2 text-15 shadow-float"
          >
            {words('noHit', { text: missed })}
          </p>
        )}
        <output className="sr-only">
          {isOpen ? words('hits', { count: options.length }) : ''}
          {missed === '' ? '' : words('noHit', { text: missed })}
        </output>
      </div>
    </Field>
  );
}

function nextActive(active: number, step: number, count: number): number {
  if (count === 0) return -1;
  if (active === -1) return step > 0 ? 0 : count - 1;
  return (active + step + count) % count;
}

/** Options for the latest text; answers that arrive out of order are dropped. */
function useOptions(find: StationComboboxProps['find']) {
  const [options, setOptions] = useState<StationOption[]>([]);
  const [isOpen, setListOpen] = useState(false);
  /** The list answers the text that stands in the box now; an older one is shown until its successor comes. */
  const [isCurrent, setIsCurrent] = useState(false);
  /** Text that no station fits, while the list would be open. */
  const [missed, setMissed] = useState('');
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function setIsOpen(isListOpen: boolean): void {
    setListOpen(isListOpen);
    setMissed('');
  }

  function search(text: string): void {
    clearTimeout(timer.current);
    asked.current += 1;
    setIsCurrent(false);
    const ticket = asked.current;
    if (text.trim() === '') {
      setOptions([]);
      setIsOpen(false);
      return;
    }
    timer.current = setTimeout(() => {
      find(text).then(
        (found) => {
          if (ticket !== asked.current) return;
          setOptions(found);
          setIsCurrent(true);
          setIsOpen(found.length > 0);
          if (found.length === 0) setMissed(text.trim());
        },
        // Without suggestions the box is still a text field that the server resolves.
        () => setIsOpen(false),
      );
    }, 90);
  }
  return { options, isOpen, isCurrent, setIsOpen, missed, search };
}
