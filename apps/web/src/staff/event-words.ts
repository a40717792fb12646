import { catalogues } from '@interlock/i18n/catalogues';
import { formatTimeWithSeconds } from '@interlock/i18n/formats';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { money } from '../passenger/offer-words.ts';

type CaseEvent = BookingCase['events'][number];
type KnownEvent = Exclude<keyof (typeof catalogues)['en']['console']['event'], 'other'>;
type KnownWord = keyof (typeof catalogues)['en']['console']['word'];
type KnownActor = keyof (typeof catalogues)['en']['console']['actors'];

/** A recorded event in business words; an event nobody has words for yet is shown by its name. */
export function eventWords({ t }: PageWords, { event, actor }: CaseEvent): string {
  if (event === 'cancel' && isStaff(actor)) return t('console.event.released');
  return isKnownEvent(event) ? t(`console.event.${event}`) : t('console.event.other', { event });
}

/** Who did it, in words: staff by what they are called, everything else by its part in the booking. */
export function actorWords(
  { t }: PageWords,
  { actor, staffNames }: { actor: string; staffNames: BookingCase['staffNames'] },
): string {
  const name = staffNames[actor];
  if (name !== undefined) return t('console.case.staffNamed', { name });
  const kind = actor.split(':')[0] ?? '';
  return isKnownActor(kind) ? t(`console.actors.${kind}`) : kind;
}

/** The facts recorded with an event, in words; a reason that the event's own name tells is left out. */
export function factsOfEvent(words: PageWords, { detail }: CaseEvent): string[] {
  return Object.entries(detail)
    .filter(([name, value]) => name !== 'reason' || value === 'tombstone')
    .map(([name, value]) => factWords(words, name, value));
}

/** One fact: a moment as a time of day, an amount as money, a known word translated. */
function factWords({ t, locale }: PageWords, name: string, value: string | number): string {
  switch (name) {
    case 'payBy': {
      const time = formatTimeWithSeconds(momentOf(value), context().railwayZone);
      return t('console.detail.payBy', { time });
    }
    case 'tickets':
      return t('console.detail.tickets', { count: Number(value) });
    case 'amountFen':
      return t('console.detail.amountFen', { value: money(Number(value), locale) });
    case 'payment': {
      const attempt = String(value).split(':').at(-1) ?? '';
      return /^\d+$/.test(attempt)
        ? t('console.case.attempt', { attempt: Number(attempt) })
        : t('console.detail.intent', { value: attempt });
    }
    case 'intent':
    case 'reason':
    case 'cause':
      return t(`console.detail.${name}`, { value: wordOf({ t }, String(value)) });
    default:
      return t('console.detail.other', { name, value: String(value) });
  }
}

/** A recorded word (a reason, an act, the state of a message) in the reader's language, or as it was recorded. */
export function wordOf({ t }: Pick<PageWords, 't'>, word: string): string {
  return isKnownWord(word) ? t(`console.word.${word}`) : word;
}

function isStaff(actor: string): boolean {
  return actor.startsWith('staff:');
}

function momentOf(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}

function isKnownEvent(event: string): event is KnownEvent {
  return event !== 'other' && Object.hasOwn(catalogues.en.console.event, event);
}

function isKnownActor(actor: string): actor is KnownActor {
  return Object.hasOwn(catalogues.en.console.actors, actor);
}

function isKnownWord(word: string): word is KnownWord {
  return Object.hasOwn(catalogues.en.console.word, word);
}
