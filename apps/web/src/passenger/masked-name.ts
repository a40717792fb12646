/** A masked name for the page: long rows of stars say nothing and break lines, three stand for any number. */
export function shortMask(nameMasked: string): string {
  return nameMasked.replaceAll(/\*{4,}/g, '***');
}
