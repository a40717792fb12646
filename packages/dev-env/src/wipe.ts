import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { postgresFolders } from './postgres-place.ts';
import { StartProblem } from './start-problem.ts';

/** What a data folder holds of one installation; the caches of the set-up beside it stay. */
const contents = ['secrets', 'temporal', 'sandbox', 'logs', 'running.json'];

/**
 * Deletes all data of this folder: bookings, accounts, keys.
 * @throws StartProblem when nobody at a terminal agrees.
 */
export async function wipe(dataFolder: string, consent: 'ask' | 'now'): Promise<void> {
  if (consent === 'ask') await agree(dataFolder);
  for (const folder of contents.map((name) => join(dataFolder, name))) remove(folder);
  for (const folder of postgresFolders(dataFolder)) remove(folder);
}

async function agree(dataFolder: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new StartProblem(
      'Nobody can be asked here whether to wipe the data.',
      'Say so with npm start -- --reset --yes',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Wipe all bookings, accounts and keys in ${dataFolder}? [y/N] `,
  );
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartProblem('Nothing was wiped.', '');
}

function remove(path: string): void {
  if (existsSync(path)) rmSync(path, { recursive: true, force: true });
}
