import type { PageProps } from '../../../../../../page-props.ts';
import { lookedUpPaper } from '../../../../../../papers/own-paper.ts';

/** The journey for a calendar. */
export function GET(_request: Request, part: Pick<PageProps, 'params'>): Promise<Response> {
  return lookedUpPaper(part, 'calendar');
}
