import { isRefusal } from '@interlock/domain/refusals';
import { searchChanges } from '@interlock/use-cases/availability/search-changes';
import { searchTrains } from '@interlock/use-cases/availability/search-trains';
import type { Metadata } from 'next';
import { context } from '../../../../composition.ts';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { decideSearch } from '../../../../passenger/decide-search.ts';
import { ResultsView } from '../../../../passenger/results-view.tsx';
import { SearchAgain } from '../../../../passenger/search-again.tsx';
import { queryParams } from '../../../../passenger/search-query.ts';
import { StationChooser } from '../../../../passenger/station-chooser.tsx';

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { t, locale } = await pageWords(params);
  const search = decideSearch(queryParams(await searchParams), locale);
  if (search.kind !== 'search') return { title: t('search.title') };
  return { title: t('results.title', { from: search.from.text, to: search.to.text }) };
}

/** Results: answers the question in the address, or says what is missing in it. */
export default async function ResultsPage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const query = queryParams(await searchParams);
  const search = decideSearch(query, words.locale);
  if (search.kind === 'choose')
    return <StationChooser words={words} query={query} choice={search} />;
  if (search.kind === 'problems') {
    return <SearchAgain words={words} query={query} problems={search.problems} />;
  }
  const asked = { from: search.from.key, to: search.to.key, date: search.date };
  const answer = searchTrains(context(), asked);
  if (isRefusal(answer)) {
    return (
      <SearchAgain
        words={words}
        query={query}
        problems={[{ field: fieldOf(answer.code), code: answer.code }]}
      />
    );
  }
  const wantsChange = answer.trains.length === 0 || query.get('change') === '1';
  const changes = wantsChange ? searchChanges(context(), asked) : null;
  const journeys = changes === null || isRefusal(changes) ? null : changes.journeys;
  return <ResultsView {...{ words, query, search, answer, journeys }} />;
}

function fieldOf(code: string): 'to' | 'date' | 'from' {
  if (code.includes('date')) return 'date';
  return code === 'same-station' ? 'to' : 'from';
}
