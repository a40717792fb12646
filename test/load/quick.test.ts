import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { benches } from './benches.ts';

/** A line of `npm run bench -- --json`: a row of a table, a judged number or the end of a bench. */
type Line = Readonly<Record<string, unknown>>;

const withinMs = 300_000;
let lines: Line[] = [];
let ended: { code: number | null; complaints: string };

beforeAll(async () => {
  const child = spawn(process.execPath, ['test/load/bench.mjs', '--quick', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  ended = { code: await code, complaints };
  lines = printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}, withinMs);

test.each(benches.map(({ name }) => name))(
  'the bench %s runs, its exact checks hold and verify finds nothing afterwards',
  (name) => {
    const ofBench = lines.filter(({ bench }) => bench === name);
    const checks = ofBench.filter(({ kind }) => kind === 'check');
    expect(checks.filter(({ held }) => held !== true)).toEqual([]);
    const end = ofBench.find(({ extent }) => extent === 'quick');
    expect(end).toMatchObject({ good: true });
    expect(end?.['findings'] ?? []).toEqual([]);
  },
);

test('a run of all benches in which everything held ends with exit code 0', () => {
  expect(ended).toEqual({ code: 0, complaints: expect.any(String) as string });
});
