import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues } from './catalogues.ts';
import type { Locale } from './locales.ts';

/** Values a message may carry. */
export type MessageValues = Record<string, string | number>;

/**
 * The text of one message outside React (mails, SMS), with its values filled in.
 * Throws when the key or a value is missing: a message without its facts must never be sent.
 */
export function formatMessage(locale: Locale, key: string, values: MessageValues = {}): string {
  const formatted = parsed(locale, key).format(values);
  if (typeof formatted !== 'string') throw new TypeError(`message ${key} did not format to text`);
  return formatted;
}

/** As many as the catalogues have texts. */
const known = new Map<string, IntlMessageFormat>();

function parsed(locale: Locale, key: string): IntlMessageFormat {
  const place = `${locale} ${key}`;
  const message = known.get(place) ?? new IntlMessageFormat(textAt(locale, key), locale);
  known.set(place, message);
  return message;
}

function textAt(locale: Locale, key: string): string {
  let node: unknown = catalogues[locale];
  for (const part of key.split('.')) {
    node =
      typeof node === 'object' && node !== null
        ? (node as Record<string, unknown>)[part]
        : undefined;
  }
  if (typeof node !== 'string') throw new TypeError(`no message ${key} in ${locale}`);
  return node;
}
