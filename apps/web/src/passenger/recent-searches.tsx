'use client';

import { parseServiceDate } from '@interlock/domain/time';
import { formatShortDate } from '@interlock/i18n/formats';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { pathsIn } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';

interface RecentSearch {
  from: { key: string; zh: string; en: string };
  to: { key: string; zh: string; en: string };
  date: string;
}

const storeKey = 'recent searches';
const keptMax = 5;

/** Searches made in this browser; they stay here and can be forgotten. */
export function RecentSearches({ today, tomorrow }: { today: string; tomorrow: string }) {
  const words = useTranslations('search');
  const locale = useLocale();
  const [version, setVersion] = useState(0);
  const stored = useSyncExternalStore(noChanges, readStored, () => '[]');
  const recent = parseStored(stored);
  if (recent.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="recent" data-version={version}>
      <h2 id="recent" className="text-17">
        {words('recent')}
      </h2>
      <p className="text-13 text-muted">{words('recentHint')}</p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {recent.map(({ from, to, date }) => {
          const day = parseServiceDate(date >= today ? date : tomorrow);
          return day === null ? null : (
            <li key={`${from.key} ${to.key}`}>
              <a
                href={pathsIn(locale).results({ from: from.key, to: to.key, date: day })}
                className={buttonStyle('quiet', 'flex-wrap gap-x-3 gap-y-0 py-1 font-normal')}
              >
                <span>
                  {from[locale]} → {to[locale]}
                </span>
                <span className="figures text-13 text-muted">{formatShortDate(locale, day)}</span>
              </a>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            className={buttonStyle('plain')}
            onClick={() => {
              localStorage.removeItem(storeKey);
              setVersion(version + 1);
            }}
          >
            {words('forget')}
          </button>
        </li>
      </ul>
    </section>
  );
}

/** Remembers the search that the results page has just answered. */
export function RememberSearch({ search }: { search: RecentSearch }) {
  useEffect(() => {
    const others = parseStored(readStored()).filter(
      (one) => one.from.key !== search.from.key || one.to.key !== search.to.key,
    );
    localStorage.setItem(storeKey, JSON.stringify([search, ...others].slice(0, keptMax)));
  }, [search]);
  return null;
}

function noChanges(): () => void {
  return () => undefined;
}

function readStored(): string {
  return localStorage.getItem(storeKey) ?? '[]';
}

function parseStored(text: string): RecentSearch[] {
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isRecentSearch) : [];
  } catch {
    return [];
  }
}

function isRecentSearch(value: unknown): value is RecentSearch {
  const search = value as Partial<RecentSearch> | null;
  return (
    isEnd(search?.from) &&
    isEnd(search?.to) &&
    typeof search?.date === 'string' &&
    parseServiceDate(search.date) !== null
  );
}

function isEnd(end: Partial<RecentSearch['from']> | undefined): boolean {
  return [end?.key, end?.zh, end?.en].every((text) => typeof text === 'string');
}
