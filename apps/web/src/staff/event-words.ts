import { catalogues } from '@interlock/i18n/catalogues';
import { formatTimeWithSeconds } from '@interlock/i18n/formats';
import type { PageWords } from '../page-props.ts';
import { money } from '../passenger/offer-words.ts';

type KnownEvent = Exclude<keyof (typeof catalogues)['en']['console']['event'], 'other'>;
type KnownDetail = Exclude<keyof (typeof catalogues)['en']['console']['detail'], 'other'>;
type KnownWord = keyof (typeof catalogues)['en']['console']['word'];
type KnownActor = keyof (typeof catalogues)['en']['console']['actors'];

/** A recorded event in business words; an event nobody has words for yet is shown by its name. */
export function eventWords({ t }: PageWords, event: string): string {
  return isKnownEvent(event) ? t(`console.event.${event}`) : t('console.event.other', { event });
}

/** Who did it, in words; staff by their role, not by their id. */
export function actorWords({ t }: PageWords, actor: string): string {
  const kind = actor.split(':')[0] ?? '';
  return isKnownActor(kind) ? t(`console.actors.${kind}`) : kind;
}

function isKnownEvent(event: string): event is KnownEvent {
  return event !== 'other' && Object.hasOwn(catalogues.en.console.event, event);
}

function isKnownActor(actor: string): actor is KnownActor {
  return Object.hasOwn(catalogues.en.console.actors, actor);
}

/** One fact recorded with an event: a moment as a time of day, an amount as money, a known word translated. */
export function detailWords(
  words: PageWords,
  { name, value, zone }: { name: string; value: string | number; zone: string },
): string {
  const { t, locale } = words;
  if (!isKnownDetail(name)) return t('console.detail.other', { name, value: String(value) });
  if (name === 'payBy') {
    return t('console.detail.payBy', { time: formatTimeWithSeconds(momentOf(value), zone) });
  }
  const said = name === 'amountFen' ? money(Number(value), locale) : wordOf(words, String(value));
  return t(`console.detail.${name}`, { value: said });
}

/** A recorded word (a reason, an act, the state of a message) in the reader's language, or as it was recorded. */
export function wordOf({ t }: PageWords, word: string): string {
  return isKnownWord(word) ? t(`console.word.${word}`) : word;
}

function momentOf(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}

function isKnownDetail(name: string): name is KnownDetail {
  return name !== 'other' && Object.hasOwn(catalogues.en.console.detail, name);
}

function isKnownWord(word: string): word is KnownWord {
  return Object.hasOwn(catalogues.en.console.word, word);
}
