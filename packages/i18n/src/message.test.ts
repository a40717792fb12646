import { parseServiceDate } from '@interlock/domain/time';
import { expect, it } from 'vitest';
import { formatServiceDate } from './formats.ts';
import { localeFromAcceptLanguage } from './locales.ts';
import { formatMessage } from './message.ts';

it('fills a message with its values in both languages', () => {
  expect(formatMessage('en', 'search.hits', { count: 1 })).toBe('1 station');
  expect(formatMessage('zh', 'search.hits', { count: 2 })).toBe('2 个车站');
});

it('throws when a value or a key is missing instead of sending half a sentence', () => {
  expect(() => formatMessage('en', 'mail.ticket.subject')).toThrow('reference');
  expect(() => formatMessage('en', 'mail.nothing.subject')).toThrow('no message');
});

it('writes a date as each language does', () => {
  const date = parseServiceDate('2026-11-23');
  if (date === null) throw new Error('not a date');
  expect(formatServiceDate('en', date)).toBe('Mon 23 Nov 2026');
  expect(formatServiceDate('zh', date)).toBe('2026年11月23日 周一');
});

it('takes the first language of the browser that we have, else Chinese', () => {
  expect(localeFromAcceptLanguage('de, en-GB;q=0.8')).toBe('en');
  expect(localeFromAcceptLanguage('fr')).toBe('zh');
  expect(localeFromAcceptLanguage(null)).toBe('zh');
});
