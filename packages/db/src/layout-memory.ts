import type { CoachLayout } from '@interlock/domain/coach-layout';

/** Coach layouts by their text's hash: thousands of trains have the same few, and each lists every seat. */
const layouts = new Map<string, CoachLayout>();

/**
 * Makes sure that the layouts of these hashes are known: those that are not are read, each from one of the rows that
 * have it. `rowOfHash` names such a row, `read` answers the layouts of the rows asked for.
 */
export async function learnLayouts(
  rowOfHash: ReadonlyMap<string, number>,
  read: (rows: number[]) => Promise<{ hash: string; layout: CoachLayout }[]>,
): Promise<void> {
  const rows = [...rowOfHash].flatMap(([hash, row]) => (layouts.has(hash) ? [] : [row]));
  if (rows.length === 0) return;
  for (const { hash, layout } of await read(rows)) layouts.set(hash, layout);
}

/** The layout with this hash, the same object for everyone; a fault when it was never learnt. */
export function layoutOf(hash: string): CoachLayout {
  const layout = layouts.get(hash);
  if (layout === undefined) throw new Error(`there is no coach layout ${hash}`);
  return layout;
}
