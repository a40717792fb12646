import { expect, test } from 'vitest';
import type { Judged } from './bench.ts';
import { isGood, isHeld, reportLines, reportText, type Report } from './report.ts';

const bar: Judged = { kind: 'bar', what: 'ratio', value: 0.9, limit: { atLeast: 0.8 } };
const report: Report = {
  bench: 'seats',
  extent: 'full',
  seconds: 12,
  others: 'nobody',
  findings: [],
  judged: [bar],
  charts: [],
  tables: [{ title: 'Rates', columns: ['clients', 'ops/s'], rows: [['64', 1234.5]] }],
};

test('a bar that was missed, or not measured at all, makes the run bad; an aim does not', () => {
  expect(isGood(report)).toBe(true);
  expect(isGood({ ...report, judged: [{ ...bar, value: 0.7 }] })).toBe(false);
  expect(isGood({ ...report, judged: [{ ...bar, value: null }] })).toBe(false);
  expect(isGood({ ...report, judged: [{ ...bar, kind: 'aim', value: 0.7 }] })).toBe(true);
  expect(isHeld({ ...bar, value: 0.7, limit: { atMost: 0.8 } })).toBe(true);
  expect(isHeld({ ...bar, value: Number.NaN })).toBe(false);
});

test('a finding of verify and a failed check make any run bad, a missed bar only one that gives figures', () => {
  expect(isGood({ ...report, findings: ['I1 broken'] })).toBe(false);
  expect(isGood({ ...report, extent: 'quick', findings: ['I1 broken'] })).toBe(false);
  expect(isGood({ ...report, extent: 'quick', judged: [{ ...bar, value: 0 }] })).toBe(true);
  const check: Judged = { kind: 'check', what: 'double sales', value: 1, limit: { atMost: 0 } };
  expect(isGood({ ...report, extent: 'quick', judged: [check] })).toBe(false);
});

test('people read a note once, under the table, however many rows it belongs to', () => {
  const noted = { ...bar, value: null, note: 'pgbench was not found' };
  const text = reportText({ ...report, judged: [noted, { ...noted, what: 'another' }, bar] });
  expect(text.match(/pgbench was not found/g)).toHaveLength(1);
  expect(text).toMatch(/bar +ratio \[1\] +not measured/);
  expect(text).toMatch(/bar +another \[1\]/);
  expect(text).toMatch(/\n {2}\[1\] pgbench/);
});

test('people read tables, programs one object per line', () => {
  expect(reportText({ ...report, judged: [{ ...bar, value: null }] })).toMatch(
    /not measured +≥ 0.8 +MISSED/,
  );
  const lines = reportLines(report).map((line) => JSON.parse(line) as object);
  expect(lines).toEqual([
    { bench: 'seats', table: 'Rates', clients: '64', 'ops/s': 1234.5 },
    { bench: 'seats', ...bar, held: true },
    expect.objectContaining({ bench: 'seats', good: true, findings: [] }),
  ]);
});
