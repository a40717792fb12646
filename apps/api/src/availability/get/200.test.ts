import { expect, test, vi } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { trainSearch } from '../../testing/samples.ts';

test('a search answers trains with every state a class can be in, and how old the counts are', async () => {
  const searchTrains = vi.fn(() => trainSearch());
  const ask = await apiWith({ useCases: { searchTrains } });
  const response = await ask({
    url: '/availability?from=VNP&to=city:%E4%B8%8A%E6%B5%B7&date=2026-11-23',
  });
  expect(response.statusCode).toBe(200);
  expect(searchTrains).toHaveBeenCalledWith(expect.anything(), {
    from: 'VNP',
    to: 'city:上海',
    date: '2026-11-23',
  });
  const [train] = response.json().trains;
  expect(train.asOf).toBe('2026-11-22T22:39:00.000Z');
  expect(train.classes.map((offer: { availability: object }) => offer.availability)).toEqual([
    { state: 'plenty', count: 24 },
    { state: 'number', count: 3 },
    { state: 'none' },
    { state: 'not-on-sale', opensAt: '2026-11-23T00:00:00.000Z' },
    { state: 'closed' },
    { state: 'unavailable' },
  ]);
});

test('a search needs no token', async () => {
  const ask = await apiWith({ useCases: { searchTrains: () => trainSearch() } });
  const response = await ask({ url: '/availability?from=VNP&to=AOH&date=2026-11-23' });
  expect(response.statusCode).toBe(200);
});
