import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('a search without one of its parts names the missing part', async () => {
  const ask = await apiWith();
  const response = await ask({ url: '/availability?from=VNP&date=2026-11-23' });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'malformed-request', field: 'to' });
});

test('what is wrong with a parameter is said in a sentence that names it', async () => {
  const ask = await apiWith();
  const right = { from: 'VNP', to: 'AOH', date: '2026-11-23' };
  const wrong: [string, string, string][] = [
    [`${new URLSearchParams({ ...right, from: '' })}`, 'from', '"from" is empty.'],
    ['from=VNP&date=2026-11-23', 'to', '"to" is missing.'],
    [
      `${new URLSearchParams({ ...right, to: 'x'.repeat(41) })}`,
      'to',
      '"to" is too long: 40 at most.',
    ],
    [
      `${new URLSearchParams(right)}&from=BJP`,
      'from',
      '"from" is given more than once, or as a list.',
    ],
    [
      `${new URLSearchParams({ ...right, sort: 'price' })}`,
      'sort',
      'Nothing here is called "sort".',
    ],
  ];
  for (const [query, field, detail] of wrong) {
    const response = await ask({ url: `/availability?${query}` });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'malformed-request', field, detail });
  }
});

test('a parameter given twice is not guessed at', async () => {
  const ask = await apiWith();
  const response = await ask({ url: '/availability?from=VNP&from=AOH&to=AOH&date=2026-11-23' });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'malformed-request', field: 'from' });
});

test('parameters in the style of query objects are refused', async () => {
  const ask = await apiWith();
  for (const odd of ['from[]=VNP', 'from[$ne]=VNP', '__proto__[x]=1']) {
    const response = await ask({ url: `/availability?${odd}&from=VNP&to=AOH&date=2026-11-23` });
    expect(response.statusCode).toBe(400);
  }
});

test('an unknown parameter is refused', async () => {
  const ask = await apiWith();
  const response = await ask({ url: '/availability?from=VNP&to=AOH&date=2026-11-23&sort=price' });
  expect(response.statusCode).toBe(400);
});
