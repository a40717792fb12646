import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('a search without one of its parts names the missing part', async () => {
  const ask = await apiWith();
  const response = await ask({ url: '/availability?from=VNP&date=2026-11-23' });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'malformed-request', field: 'to' });
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
