import { catalogues } from '@interlock/i18n/catalogues';
import type { PageWords } from '../page-props.ts';

type KnownEvent = Exclude<keyof (typeof catalogues)['en']['console']['event'], 'other'>;
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
