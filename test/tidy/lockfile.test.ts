import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryFiles, textOf } from './sources.ts';

interface Locked {
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(textOf('package-lock.json')) as {
  packages: Record<string, Locked>;
};

test('the lockfile names no download address', () => {
  const addressed = Object.entries(packages).filter(([, { resolved }]) =>
    /^https?:/.test(resolved ?? ''),
  );
  expect(addressed.map(([name]) => name)).toEqual([]);
});

test('the lockfile has what every manifest asks for, or `npm ci` would refuse it', () => {
  const stale = repositoryFiles()
    .filter((path) => path.endsWith('package.json'))
    .filter((path) => {
      const manifest = JSON.parse(textOf(path)) as Locked;
      const folder = dirname(path);
      const locked = packages[folder === '.' ? '' : folder];
      return asked(manifest) !== asked(locked ?? {});
    });
  expect(stale).toEqual([]);
});

test('the lockfile has the packages of every platform, not only of the one it was made on', () => {
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => !names.has(name));
  expect(missing).toEqual([]);
});

function asked({ dependencies, devDependencies }: Locked): string {
  const sorted = Object.entries({ ...dependencies, ...devDependencies }).toSorted(
    ([one], [other]) => one.localeCompare(other),
  );
  return JSON.stringify(sorted);
}
