import type { PageProps } from '../../../../../../page-props.ts';
import { ownPaper } from '../../../../../../papers/own-paper.ts';

/** The tickets as a PDF. */
export function GET(
  _request: Request,
  part: Pick<PageProps<'reference'>, 'params'>,
): Promise<Response> {
  return ownPaper(part, 'pdf');
}
