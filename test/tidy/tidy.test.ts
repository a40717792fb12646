import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { longFunctions } from './function-lengths.ts';
import { lineCount, repositoryFiles, root, textOf } from './sources.ts';

const files = repositoryFiles();
const generated = /^packages\/dev-env\/seed\/.*\.json$|^package-lock\.json$|\/history\//;
const code = files.filter((path) => /\.(ts|tsx|mjs|sql|css)$/.test(path) && !generated.test(path));
const isTest = (path: string) => path.startsWith('test/') || /\.(test|contract)\.tsx?$/.test(path);
const markdown = files.filter((path) => path.endsWith('.md'));
const manifests = files.filter((path) => path.endsWith('package.json'));

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

test('no source file is longer than 400 lines and no test file longer than 600', () => {
  const long = code
    .map((path) => ({ path, lines: lineCount(textOf(path)) }))
    .filter(({ path, lines }) => lines > (isTest(path) ? 600 : 400));
  expect(long).toEqual([]);
});

test('no function is longer than 70 lines', () => {
  const long = code
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .flatMap((path) =>
      longFunctions(textOf(path), 70).map(
        ({ name, line, lines }) => `${path}:${line} ${name}: ${lines} lines`,
      ),
    );
  expect(long).toEqual([]);
});

test('no folder is a drawer called utils, shared, common, helpers, lib or core', () => {
  const drawers = files.filter((path) =>
    /(^|\/)(utils?|shared|common|helpers?|lib|core)\//.test(path),
  );
  expect(drawers).toEqual([]);
});

test('no file or folder is a numbered copy of another', () => {
  expect(
    files.filter((path) => !generated.test(path)).filter((path) => /[-._/]v\d+[-._/]/.test(path)),
  ).toEqual([]);
});

test('the root has at most 20 entries', () => {
  const entries = new Set(files.map((path) => path.split('/')[0]));
  expect([...entries].slice(20)).toEqual([]);
});

test('every package, application and test folder says in a README what it is', () => {
  const owners = new Set(
    manifests
      .map((path) => dirname(path))
      .concat(files.some((f) => f.startsWith('test/')) ? ['test'] : []),
  );
  const silent = [...owners].filter((folder) => !files.includes(join(folder, 'README.md')));
  expect(silent).toEqual([]);
});

test('every path that a document names exists', () => {
  const dead = markdown.flatMap((path) =>
    namedPaths(textOf(path))
      .filter((named) => !resolves(path, named))
      .map((named) => `${path}: ${named}`),
  );
  expect(dead).toEqual([]);
});

test('a dependency has the same exact version in every package', () => {
  const versions = new Map<string, Set<string>>();
  for (const path of manifests) {
    const manifest = JSON.parse(textOf(path)) as Manifest;
    for (const [name, version] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  const loose = [...versions].filter(
    ([, seen]) => seen.size > 1 || /[~^*x><|]/.test([...seen][0] ?? ''),
  );
  expect(loose.map(([name, seen]) => `${name}: ${[...seen].join(', ')}`)).toEqual([]);
});

test('no file names a folder of one machine or the host of a package registry', () => {
  const patterns =
    /\/(home|Users)\/[a-z]|\/work\/|\/root\/|registry\.[a-z.]*npm|npmmirror|files\.python/;
  const found = files
    .filter((path) => !path.startsWith('test/tidy/') && isText(path))
    .filter((path) => patterns.test(textOf(path)));
  expect(found).toEqual([]);
});

test('the licence is Apache 2.0, in the licence file and in the root manifest', () => {
  expect(textOf('LICENSE')).toContain('Apache License\n                           Version 2.0');
  expect(textOf('package.json')).toContain('"license": "Apache-2.0"');
});

test('no source silences a gate', () => {
  const silencer = /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable|as any\b/;
  const found = code.filter(
    (path) => !path.startsWith('test/tidy/') && silencer.test(textOf(path)),
  );
  expect(found).toEqual([]);
});

function isText(path: string): boolean {
  return !/\.(png|jpg|ico|woff2?|gz|zip|pdf)$/.test(path);
}

/** Links in parentheses and back-quoted paths that begin with a top-level folder. */
function namedPaths(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s#]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? '');
  const quoted = [...prose.matchAll(/`((?:packages|apps|test|docs|\.ci)\/[\w./-]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...links, ...quoted].filter((named) => named !== '' && !/^[a-z]+:/.test(named));
}

function resolves(document: string, named: string): boolean {
  const fromRoot = normalize(join(root, named));
  const fromDocument = normalize(join(root, dirname(document), named));
  return existsSync(fromRoot) || existsSync(fromDocument);
}
