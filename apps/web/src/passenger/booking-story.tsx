import { isRefusal } from '@interlock/domain/refusals';
import { serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import { bookingStory, type StoryEvent } from '@interlock/use-cases/bookings/booking-story';
import { currentActor } from '../auth/actor.ts';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { FoldIcon } from '../ui/fold.tsx';
import { Timeline } from '../ui/timeline.tsx';

const tones: Partial<Record<StoryEvent, 'go' | 'stop'>> = {
  held: 'go',
  paid: 'go',
  ticketed: 'go',
  declined: 'stop',
};

/** What happened to a booking so far, in plain words; nothing when it cannot be read right now. */
export async function BookingStory({ words, reference }: { words: PageWords; reference: string }) {
  const { t, locale } = words;
  const zone = context().railwayZone;
  const story = await bookingStory(context(), await currentActor(), { reference });
  if (isRefusal(story) || story.lines.length === 0) return null;
  return (
    <section className="no-print page-width pb-8">
      <details className="group">
        <summary className="inline-flex min-h-11 items-center gap-2 text-17 font-semibold hover:text-brand">
          <h2>{t('booking.story.title')}</h2>
          <FoldIcon />
        </summary>
        <div className="mt-3">
          <Timeline
            entries={story.lines.map(({ at, what }, index) => ({
              id: `${index} ${what}`,
              date: formatShortDate(locale, serviceDateAt(at, zone)),
              time: formatTime(at, zone),
              title: t(`booking.story.${what}`),
              tone: tones[what] ?? 'plain',
            }))}
          />
        </div>
      </details>
    </section>
  );
}
