import type { RefusalCode } from '@interlock/domain/refusals';
import { refusalStatus } from '@interlock/domain/refusals';
import { forbidden, notFound, unauthorized } from 'next/navigation';
import { answerWith } from '../answer.ts';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { NoticePage } from '../ui/notice-page.tsx';

const pageStatuses = [409, 410, 429, 500, 503] as const;
export type PageStatus = (typeof pageStatuses)[number];

export function isPageStatus(status: number): status is PageStatus {
  return (pageStatuses as readonly number[]).includes(status);
}

const retryAfterSeconds: Partial<Record<PageStatus, number>> = { 429: 60, 503: 10 };

interface ProblemPageProps {
  words: PageWords;
  status: PageStatus;
  /** Where trying again leads; none when trying again cannot help. */
  retry?: string;
  /** More exact words than the status alone has. */
  kind?: 'shard';
}

/** An honest page for an answer that is not the one asked for, sent with its HTTP status. */
export function ProblemPage({ words, status, retry, kind }: ProblemPageProps) {
  const { t, paths } = words;
  answerWith(status, retryAfterSeconds[status]);
  const key = kind ?? (`s${status}` as const);
  const seconds = retryAfterSeconds[status];
  return (
    <NoticePage
      code={String(status)}
      title={t(`problem.${key}.title`)}
      actions={
        <>
          {retry ? (
            <a href={retry} className={buttonStyle('filled')}>
              {t('problem.retry')}
            </a>
          ) : null}
          <a href={paths.home()} className={buttonStyle(retry ? 'quiet' : 'filled')}>
            {t('problem.home')}
          </a>
        </>
      }
    >
      <p>{t(`problem.${key}.text`)}</p>
      {seconds ? <p className="text-muted">{t('problem.retryIn', { seconds })}</p> : null}
    </NoticePage>
  );
}

/** An address that asks for a ride nobody can book: which part of it cannot be, and the way to another. */
function NoSuchRide({
  words,
  code,
  otherTrains,
}: Omit<RefusedPageProps, 'here' | 'otherTrains'> & { otherTrains: string | undefined }) {
  const { t, paths } = words;
  answerWith(refusalStatus[code]);
  return (
    <NoticePage
      title={t('problem.s422.title')}
      actions={
        <>
          {otherTrains ? (
            <a href={otherTrains} className={buttonStyle('filled')}>
              {t('book.soldOut.otherTrains')}
            </a>
          ) : null}
          <a href={paths.home()} className={buttonStyle(otherTrains ? 'quiet' : 'filled')}>
            {t('problem.home')}
          </a>
        </>
      }
    >
      <p>{t(`refusal.${code}`)}</p>
    </NoticePage>
  );
}

interface RefusedPageProps {
  words: PageWords;
  code: RefusalCode;
  here: string;
  /** Where the other trains of the day are. */
  otherTrains?: string;
}

/** The page for a refusal that leaves nothing of the asked page to show. */
export function RefusedPage({ words, code, here, otherTrains }: RefusedPageProps) {
  const status = refusalStatus[code];
  if (status === 401) unauthorized();
  if (status === 403) forbidden();
  if (status === 422 || code === 'unknown-run' || otherTrains !== undefined)
    return <NoSuchRide {...{ words, code, otherTrains }} />;
  if (status === 404 || status === 400) notFound();
  if (code === 'shard-unavailable')
    return <ProblemPage words={words} status={503} retry={here} kind="shard" />;
  return <ProblemPage words={words} status={isPageStatus(status) ? status : 500} retry={here} />;
}
