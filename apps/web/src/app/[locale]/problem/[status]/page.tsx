import { notFound } from 'next/navigation';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { isPageStatus, ProblemPage } from '../../../../passenger/problem-page.tsx';
import { queryParams } from '../../../../passenger/search-query.ts';
import { safeNext } from '../../../../paths.ts';

/** Pages for problems that belong to no other page. */
export default async function Problem({ params, searchParams }: PageProps<'status'>) {
  const words = await pageWords(params);
  const status = Number((await params).status);
  if (!isPageStatus(status)) notFound();
  const back = safeNext(queryParams(await searchParams).get('back'));
  return <ProblemPage words={words} status={status} {...(back === null ? {} : { retry: back })} />;
}
