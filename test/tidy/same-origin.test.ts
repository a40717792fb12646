import { expect, test } from 'vitest';
import { repositoryFiles, textOf } from './sources.ts';

const webFiles = repositoryFiles().filter((path) => /^apps\/web\/src\/.*\.tsx?$/.test(path));

test('every server action first refuses forms of other sites', () => {
  const actions = webFiles
    .filter((path) => textOf(path).startsWith("'use server';"))
    .flatMap((path) =>
      textOf(path)
        .split(/^export async function /m)
        .slice(1)
        .map((text) => ({
          name: `${path} ${text.slice(0, text.indexOf('('))}`,
          isGuarded: /^[^{]*(\{[^{}]*\}[^{]*)?\{\n {2}await requireSameOrigin\(\);\n/.test(text),
        })),
    );
  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter(({ isGuarded }) => !isGuarded).map(({ name }) => name)).toEqual([]);
});

test('every route that takes what is posted asks first whether a page of this site has sent it', () => {
  const routes = webFiles.filter(
    (path) =>
      path.endsWith('/route.ts') &&
      /export (async )?function (POST|PUT|PATCH|DELETE)/.test(textOf(path)),
  );
  expect(routes.length).toBeGreaterThan(1);
  const guarded =
    /function (POST|PUT|PATCH|DELETE)\([^)]*\): Promise<Response> \{\n {2}if \(!isSameOrigin\(/;
  expect(routes.filter((path) => !guarded.test(textOf(path)))).toEqual([]);
});
