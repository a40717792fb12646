import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('a refusal becomes a problem with its code, its field and the number of this request', async () => {
  const ask = await apiWith({
    useCases: { searchTrains: () => refuse('unknown-station', { field: 'from' }) },
  });
  const response = await ask({ url: '/availability?from=XXX&to=AOH&date=2026-11-23' });
  expect(response.statusCode).toBe(422);
  expect(response.headers['content-type']).toBe('application/problem+json');
  expect(response.json()).toEqual({
    type: 'urn:interlock:problem:unknown-station',
    title: 'We do not know this station.',
    status: 422,
    code: 'unknown-station',
    field: 'from',
    instance: '/availability',
    requestId: response.headers['x-request-id'],
  });
});
