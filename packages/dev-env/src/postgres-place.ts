import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './start-problem.ts';
import { postgresPrograms } from './tools.ts';

/** Where Postgres' programs and data are, and whom the servers run as. */
export interface PostgresPlace {
  readonly bin: string;
  readonly data: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** One line for people when the files are not in the data folder. */
  readonly note: string | null;
}

const cache = fileURLToPath(new URL('../../../.interlock/cache', import.meta.url));

/**
 * Postgres refuses to run as root, so root runs it as user postgres, which cannot enter every
 * folder: then its programs are copied and its data put where it can.
 */
export function postgresPlace(dataFolder: string): PostgresPlace {
  const programs = postgresPrograms();
  const data = join(dataFolder, 'postgres');
  if (process.getuid?.() !== 0) return { bin: programs, data, note: null };

  const user = postgresUser();
  const bin = everybodyEnters(programs) ? programs : copied(programs);
  const place = everybodyEnters(dataFolder) ? data : join(own(outsideFolder(dataFolder)), 'data');
  mkdirSync(place, { recursive: true, mode: 0o755 });
  chownSync(place, user.uid, user.gid);
  const note =
    place === data
      ? null
      : `User postgres may not enter ${dataFolder}: the databases are in ${place}.`;
  return { bin, data: place, user, note };
}

/** Every folder in which this data folder may have put databases; for wiping. */
export function postgresFolders(dataFolder: string): string[] {
  return [join(dataFolder, 'postgres'), outsideFolder(dataFolder)];
}

/** A folder that every user may enter, for what cannot stay at `path`; the same at every start. */
function outsideFolder(path: string): string {
  const key = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), `interlock-${key}`);
}

/**
 * The same folder in a copy of all that was fetched with it: the programs find their libraries by
 * the way from one to the other. One copy per version, renamed into place whole: another start may
 * copy, too.
 */
function copied(programs: string): string {
  const [version = '', ...below] = relative(cache, programs).split(sep);
  if (version === '..') {
    throw new StartProblem(
      `User postgres may not enter ${programs}.`,
      'Name with POSTGRES_BIN a folder that everybody may enter, or unset it.',
    );
  }
  const folder = own(outsideFolder(cache));
  const copy = join(folder, version);
  const bin = join(copy, ...below);
  if (existsSync(copy)) return bin;
  const unfinished = mkdtempSync(join(folder, 'copying-'));
  const mask = process.umask(0o022);
  try {
    cpSync(join(cache, version), unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    process.umask(mask);
    rmSync(unfinished, { recursive: true, force: true });
  }
  return bin;
}

/** Makes the folder, and makes sure that nobody else put one of that name there before us. */
function own(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new StartProblem(`${folder} belongs to somebody else.`, 'Remove it and start again.');
  }
  chmodSync(folder, 0o755);
  return folder;
}

/** True if every folder on the way to `path` lets any user pass. */
function everybodyEnters(path: string): boolean {
  const parent = dirname(path);
  const open = !existsSync(path) || (statSync(path).mode & 0o001) !== 0;
  return open && (parent === path || everybodyEnters(parent));
}

function postgresUser(): { uid: number; gid: number } {
  const known = lookUp();
  if (known !== null) return known;
  spawnSync('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const made = lookUp();
  if (made !== null) return made;
  throw new StartProblem(
    'Postgres does not run as root, and a user "postgres" could not be made.',
    'Make a user of that name, or run the command as another user than root.',
  );
}

function lookUp(): { uid: number; gid: number } | null {
  try {
    const number = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}
