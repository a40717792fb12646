import type { SearchQuery } from '../paths.ts';

export type PageQuery = Record<string, string | string[] | undefined>;

/** Query of a page as the web platform's own type. */
export function queryParams(query: PageQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) params.append(name, one.slice(0, 200));
    }
  }
  return params;
}

/** The parts of a results address, to build its neighbours from. */
export function searchQueryOf(params: URLSearchParams): SearchQuery {
  const query: SearchQuery = {};
  for (const name of [
    'from',
    'to',
    'date',
    'back',
    'out',
    'n',
    'sort',
    'bookable',
    'change',
  ] as const) {
    const value = params.get(name);
    if (value !== null && value !== '') query[name] = value;
  }
  for (const name of ['type', 'time', 'class', 'board', 'leave'] as const) {
    const values = params.getAll(name);
    if (values.length > 0) query[name] = values;
  }
  return query;
}
