import { expect, test } from 'vitest';
import { shots } from '../shots/shot-list.ts';
import { repositoryFiles, textOf } from './sources.ts';

const rows = textOf('docs/passenger-checklist.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(' | '));

test('every test that the checklist of the passenger’s pages names exists', () => {
  const files = new Set(repositoryFiles());
  const named = rows.flatMap((cells) =>
    [...(cells[2] ?? '').matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, path = '', title = '']) => ({
      path,
      title,
    })),
  );
  expect(named.length).toBeGreaterThan(60);
  const gone = named.filter(
    ({ path, title }) => !files.has(path) || !testTitles(textOf(path)).has(title),
  );
  expect(gone).toEqual([]);
});

test('every picture that the checklist names is among the shots, and no two shots have one name', () => {
  const names = shots.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const pictures = rows.flatMap((cells) =>
    [...(cells[3] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(pictures.length).toBeGreaterThan(40);
  expect(pictures.filter((name) => name === undefined || !names.includes(name))).toEqual([]);
});

test('every line has a row, and a row without a test says what is missing or comes later', () => {
  const numbers = rows.map(([number]) => number?.replace('| ', ''));
  const wanted = Array.from({ length: 42 }, (_, at) => String(at + 1));
  expect(numbers).toEqual([...wanted, '43–46', '47', '48', '49', '50', '51', '52']);
  const silent = rows.filter((cells) => !/`|missing|come with/.test(cells.join(' ')));
  expect(silent).toEqual([]);
});

/** The titles of the tests of one file. */
function testTitles(text: string): Set<string> {
  const calls = text.matchAll(/\b(?:test|it)\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`]+)`)/g);
  return new Set([...calls].map(([, single, double, back]) => single ?? double ?? back ?? ''));
}
