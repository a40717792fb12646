import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';

test('a body of another media type is refused, whatever it holds', async () => {
  const ask = await apiWith();
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'text/json',
  ]) {
    const response = await ask(bookingRequest(bookingBody, { 'content-type': type }));
    expect(response.statusCode).toBe(415);
    expect(response.json().code).toBe('unsupported-media-type');
  }
});
