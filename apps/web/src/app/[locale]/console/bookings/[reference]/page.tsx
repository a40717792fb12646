import { isRefusal } from '@interlock/domain/refusals';
import { getCase } from '@interlock/use-cases/console/get-case';
import type { Metadata } from 'next';
import { answerWith } from '../../../../../answer.ts';
import { requireSignIn } from '../../../../../auth/actor.ts';
import { context } from '../../../../../composition.ts';
import { pageWords, type PageProps, type PageWords } from '../../../../../page-props.ts';
import { BookingFacts } from '../../../../../passenger/booking-facts.tsx';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';
import { CaseActions } from '../../../../../staff/case-actions.tsx';
import { CaseHead } from '../../../../../staff/case-head.tsx';
import { CaseRecords } from '../../../../../staff/case-records.tsx';
import { CaseTimeline } from '../../../../../staff/case-timeline.tsx';
import { buttonStyle } from '../../../../../ui/button-style.ts';
import { NoticePage } from '../../../../../ui/notice-page.tsx';

type Props = PageProps<'reference'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('console.case.title', { reference: (await params).reference.slice(0, 12) }) };
}

/** No booking has this reference: said in the console's words, with the way back to its search. */
function UnknownCase({ words, query }: { words: PageWords; query: string }) {
  const { t, paths } = words;
  answerWith(404);
  return (
    <NoticePage
      code="404"
      title={t('console.find.none', { query: query.slice(0, 20) })}
      actions={
        <a href={paths.console()} className={buttonStyle('filled')}>
          {t('console.find.toSearch')}
        </a>
      }
    >
      {null}
    </NoticePage>
  );
}

/** One booking for staff: where it stands, what comes next, what can be done; then how it came to this. */
export default async function CasePage({ params }: Props) {
  const words = await pageWords(params);
  const { locale, paths } = words;
  const { reference } = await params;
  const here = paths.consoleCase(reference);
  const { actor } = await requireSignIn(locale, here);
  const found = await getCase(context(), actor, { reference });
  if (isRefusal(found) && found.code === 'unknown-booking')
    return <UnknownCase words={words} query={reference} />;
  if (isRefusal(found)) return <RefusedPage words={words} code={found.code} here={here} />;
  return (
    <div className="full-width grid gap-6 py-6">
      <CaseHead words={words} found={found} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_420px]">
        <CaseTimeline words={words} found={found} />
        <div className="grid content-start gap-6">
          <CaseActions words={words} found={found} />
          <BookingFacts words={words} booking={found.booking} />
          <CaseRecords words={words} found={found} />
        </div>
      </div>
    </div>
  );
}
