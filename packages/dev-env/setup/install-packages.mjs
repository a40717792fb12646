import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './programs.mjs';
import { root } from './steps.mjs';

/** Installs what the lockfile names, unless exactly that is installed already. */
export async function installPackages() {
  if (isInstalled()) return 'already installed';
  // No package needs its install script.
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
