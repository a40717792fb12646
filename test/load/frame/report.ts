import type { BenchResult, Cell, Judged, Table } from './bench.ts';

/** What `npm run bench` says about one bench. */
export interface Report extends BenchResult {
  readonly bench: string;
  readonly extent: string;
  readonly seconds: number;
  /** How much of the machine others used meanwhile. */
  readonly others: string;
  /** What `verify` found afterwards; null when nothing had to be verified. */
  readonly findings: readonly string[] | null;
}

/** True when every check and bar was measured and held and `verify` found nothing; a quick run has no bars. */
export function isGood({ judged, findings, extent }: Report): boolean {
  const mustHold = judged.filter(
    ({ kind }) => kind === 'check' || (kind === 'bar' && extent === 'full'),
  );
  return mustHold.every(isHeld) && (findings?.length ?? 0) === 0;
}

/** False also for what was not measured. */
export function isHeld({ value, limit }: Judged): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost;
}

/** The report for people. */
export function reportText(report: Report): string {
  const { tables, judged, findings } = report;
  return [
    ...tables.map(tableText),
    ...(judged.length === 0 ? [] : [tableText(judgedTable(judged)), notesText(judged)]),
    findings === null
      ? ''
      : findings.length === 0
        ? 'verify: no finding'
        : `verify found:\n${findings.map((finding) => `  ${finding}`).join('\n')}`,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The same, one JSON object per line. */
export function reportLines(report: Report): string[] {
  const { bench, extent, seconds, others, tables, judged, findings } = report;
  const rows = tables.flatMap(({ title, columns, rows }) =>
    rows.map((row) => ({
      bench,
      table: title,
      ...Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
    })),
  );
  const judgements = judged.map((one) => ({ bench, ...one, held: isHeld(one) }));
  const end = { bench, extent, seconds, others, findings, good: isGood(report) };
  return [...rows, ...judgements, end].map((line) => JSON.stringify(line));
}

/** Each note once, under the table whose rows carry its number. */
function notesOf(judged: readonly Judged[]): string[] {
  return [...new Set(judged.flatMap(({ note }) => (note === undefined ? [] : [note])))];
}

function notesText(judged: readonly Judged[]): string {
  return notesOf(judged)
    .map((note, at) => `  [${at + 1}] ${note}`)
    .join('\n');
}

function judgedTable(judged: readonly Judged[]): Table {
  const notes = notesOf(judged);
  return {
    title: 'Bars and aims',
    columns: ['', 'what', 'measured', 'wanted', ''],
    rows: judged.map((one) => [
      one.kind,
      one.note === undefined ? one.what : `${one.what} [${notes.indexOf(one.note) + 1}]`,
      one.value ?? 'not measured',
      'atLeast' in one.limit ? `≥ ${one.limit.atLeast}` : `≤ ${one.limit.atMost}`,
      isHeld(one) ? 'held' : one.kind === 'aim' ? 'missed' : 'MISSED',
    ]),
  };
}

function tableText({ title, columns, rows }: Table): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const isNumeric = columns.map((_, at) =>
    rows.every((row) => typeof row[at] === 'number' || (row[at] ?? null) === null),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, at) =>
        isNumeric[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function cellText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '–';
  if (Number.isInteger(cell)) return String(cell);
  return Math.abs(cell) >= 1000 ? cell.toFixed(0) : String(Number(cell.toPrecision(4)));
}
