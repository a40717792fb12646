import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { usage } from '../setup/start-options.mjs';

/** A checkout in which nothing has been set up: there is only what `npm start` runs first. */
const checkout = mkdtempSync(join(tmpdir(), 'interlock-bare-'));
const setup = join(checkout, 'packages/dev-env/setup');
cpSync(fileURLToPath(new URL('../setup', import.meta.url)), setup, { recursive: true });
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

/** Nobody sits at its terminal. */
async function start(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [join(setup, 'start.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out: out.trim(), err: err.trim() };
}

test('before anything is set up, --help is answered', async () => {
  expect(await start('--help')).toEqual({ code: 0, out: usage, err: '' });
});

test('before anything is set up, a wipe that nobody can agree to is refused', async () => {
  const err =
    'Nobody can be asked here whether to wipe the data. Say so with npm start -- --reset --yes';
  expect(await start('--reset')).toEqual({ code: 1, out: '', err });
});

test('before anything is set up, an option that is not understood is refused, and no folder is made', async () => {
  const data = join(checkout, 'data');
  const refused = await start('--data', data, '--port', 'wbe=1');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^--port wbe=1 is not understood/);
  expect(existsSync(data)).toBe(false);
});
