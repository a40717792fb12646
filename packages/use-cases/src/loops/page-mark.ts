/** Where a loop stands in work that it does page by page; after the last page it starts anew, so nothing hides behind what cannot be done yet. */
export interface PageMark<Key> {
  readonly start: Key;
  after: Key;
}

/** The mark of a loop that has seen nothing yet; `start` is smaller than every key. */
export function pageMark<Key>(start: Key): PageMark<Key> {
  return { start, after: start };
}

/** Call it before the page's work is done: a page that fails is turned, too. */
export function turnPage<Key>(mark: PageMark<Key>, page: readonly Key[], size: number): void {
  const last = page.at(-1);
  mark.after = page.length < size || last === undefined ? mark.start : last;
}
