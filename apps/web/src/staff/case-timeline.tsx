import { instant, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTimeWithSeconds } from '@interlock/i18n/formats';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { FoldIcon, foldStyle } from '../ui/fold.tsx';
import { Timeline, type TimelineEntry } from '../ui/timeline.tsx';
import { actorWords, eventWords, factsOfEvent } from './event-words.ts';

const goodEvents = new Set(['hold', 'confirm', 'issue']);
const badEvents = new Set(['capture-refused', 'impossible', 'wrong-amount']);

/** What happened in business words, oldest first; the raw workflow events one click away. */
export function CaseTimeline({ words, found }: { words: PageWords; found: BookingCase }) {
  const { t } = words;
  const entries = found.events.map((event, index): TimelineEntry => {
    const who = actorWords(words, { actor: event.actor, staffNames: found.staffNames });
    return {
      id: String(index),
      ...moment(words, event.at),
      title: eventWords(words, event),
      detail: [t('console.case.actor', { actor: who }), ...factsOfEvent(words, event)].join(' · '),
      tone: goodEvents.has(event.event) ? 'go' : badEvents.has(event.event) ? 'stop' : 'plain',
    };
  });
  return (
    <section aria-labelledby="timeline" className="grid content-start gap-4">
      <h2 id="timeline" className="text-20">
        {t('console.case.timeline')}
      </h2>
      {entries.length === 0 ? (
        <p className="text-muted">{t('console.case.empty')}</p>
      ) : (
        <Timeline entries={entries} />
      )}
      <WorkflowEvents words={words} found={found} />
    </section>
  );
}

function WorkflowEvents({ words, found }: { words: PageWords; found: BookingCase }) {
  const { t } = words;
  if (found.history === null)
    return <p className="text-15 text-muted">{t('console.case.workflowAway')}</p>;
  return (
    <details className="group">
      <summary className={foldStyle}>
        {t('console.case.showRaw')} ({found.history.length})
        <FoldIcon />
      </summary>
      <ol
        aria-label={t('console.case.workflow')}
        className="figures grid gap-0.5 text-13 leading-normal"
      >
        {found.history.map((event) => (
          <li key={event.id} className="grid grid-cols-[2.5rem_5.5rem_1fr] gap-2">
            <span className="text-muted">{event.id}</span>
            <span className="text-muted">{moment(words, event.at).time}</span>
            <span className="min-w-0">
              {event.type}
              {event.name === null ? '' : ` · ${event.name}`}
              {event.attempt === null || event.attempt < 2 ? '' : ` · #${event.attempt}`}
              {event.failure === null ? null : (
                <span className="block text-stop">{event.failure}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function moment({ locale }: PageWords, at: number): { time: string; date: string } {
  const zone = context().railwayZone;
  return {
    time: formatTimeWithSeconds(at, zone),
    date: formatShortDate(locale, serviceDateAt(instant(at), zone)),
  };
}
