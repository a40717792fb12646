/** The flat fields of a request as the SDK sends them: `line_items[0][quantity]=1`. */
export type Fields = ReadonlyMap<string, string>;

export function readFields(text: string): Fields {
  return new Map(new URLSearchParams(text));
}

/** `metadata[booking]=T…` under `metadata` gives `{ booking: 'T…' }`. */
export function readMetadata(fields: Fields, under: string): Record<string, string> {
  const entries = [...fields]
    .filter(([name]) => name.startsWith(`${under}[`) && name.endsWith(']'))
    .map(([name, value]) => [name.slice(under.length + 1, -1), value] as const);
  return Object.fromEntries(entries);
}

/** `expand[0]=latest_charge` gives `['latest_charge']`. */
export function readExpand(fields: Fields): string[] {
  return [...fields].filter(([name]) => /^expand\[\d*\]$/.test(name)).map(([, value]) => value);
}

/** A whole number of minor units or seconds, or null when the field holds something else. */
export function readInteger(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
