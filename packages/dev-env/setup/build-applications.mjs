import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './programs.mjs';
import { hashOf, isStamped, stamp } from './stamps.mjs';
import { root } from './steps.mjs';

/** What each application is built into; a missing result is built whatever the stamp says. */
const results = {
  api: ['apps/api/dist/main.js'],
  worker: ['apps/worker/dist/main.js', 'apps/worker/dist/workflows.js'],
  web: ['apps/web/.next/BUILD_ID'],
};

/** Builds one application (`api`, `worker` or `web`), unless nothing it is made of has changed. */
export async function buildApplication(name) {
  const hash = hashOf(inputsOf(name));
  const present = results[name].every((path) => existsSync(join(root, path)));
  if (present && isStamped(`build-${name}`, hash)) return 'already built';
  await mustRun('npm', ['run', 'build', '--silent'], {
    cwd: join(root, 'apps', name),
    env: { NODE_ENV: 'production' },
  });
  stamp(`build-${name}`, hash);
  return 'built';
}

/** The application's own folder, every package of ours it depends on, and what all share. */
function inputsOf(name) {
  const folders = new Set();
  collect(`apps/${name}`, folders);
  return [...folders, 'package-lock.json', 'tsconfig.json', 'packages/dev-env/setup/bundle.mjs'];
}

function collect(folder, folders) {
  if (folders.has(folder)) return;
  folders.add(folder);
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  for (const dependency of Object.keys(dependencies)) {
    if (dependency.startsWith('@interlock/')) {
      collect(`packages/${dependency.slice('@interlock/'.length)}`, folders);
    }
  }
}
