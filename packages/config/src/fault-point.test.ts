import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFaultPoint, parseFaultPoints } from './fault-point.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-fault-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function runThrough(setting: string) {
  const source = new URL('./fault-point.ts', import.meta.url).href;
  const program = `
    const { createFaultPoint, parseFaultPoints } = await import('${source}');
    const faultPoint = createFaultPoint(parseFaultPoints(process.argv[1]));
    faultPoint('after-capture');
    console.log('went on');`;
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program, setting],
    { encoding: 'utf8' },
  );
}

test('a process dies by signal 9 at its fault point, with the marker on the disk', () => {
  const marker = join(folder, 'marker');
  const run = runThrough(`after-capture=kill:${marker}`);
  expect(run.signal).toBe('SIGKILL');
  expect(run.stdout).toBe('');
  expect(readFileSync(marker, 'utf8')).toMatch(/^after-capture \d+\n$/);
});

test('a process started again goes past the point where it died', () => {
  const setting = `after-capture=kill:${join(folder, 'marker')}`;
  runThrough(setting);
  expect(runThrough(setting).stdout).toBe('went on\n');
});

test('a point that is off does nothing', () => {
  createFaultPoint(parseFaultPoints(''))('after-capture');
  const marker = join(folder, 'marker');
  createFaultPoint(parseFaultPoints(`after-intake=kill:${marker}`))('after-capture');
  expect(existsSync(marker)).toBe(false);
});

test('a setting of another form is refused with its text', () => {
  expect(() => parseFaultPoints('after-capture=burn:/x')).toThrow('"after-capture=burn:/x"');
});
