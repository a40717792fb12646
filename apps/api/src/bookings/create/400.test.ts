import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';

test('a hold without an idempotency key is refused before anything happens', async () => {
  const ask = await apiWith();
  const response = await ask({
    method: 'POST',
    url: '/bookings',
    headers: withToken,
    payload: bookingBody,
  });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'key-missing', field: 'idempotency-key' });
});

test('an empty key, a key of ten kilobytes and a key with a space are refused', async () => {
  const ask = await apiWith();
  for (const key of ['', 'k'.repeat(10_000), 'two words']) {
    const response = await ask(bookingRequest(bookingBody, { 'idempotency-key': key }));
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe('key-missing');
  }
});

test('keys that only we may set are refused as unknown', async () => {
  const ask = await apiWith();
  for (const extra of ['price', 'currency', 'state', 'userId', 'expiresAt', 'constructor']) {
    const response = await ask(bookingRequest({ ...bookingBody, [extra]: 1 }));
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe('malformed-request');
  }
});

test('an unknown key of a passenger is refused', async () => {
  const ask = await apiWith();
  const passengers = [{ travellerId: 'traveller-1', type: 'adult', price: 0 }];
  const response = await ask(bookingRequest({ ...bookingBody, passengers }));
  expect(response.statusCode).toBe(400);
});

test('a body that is not one clean JSON document is refused', async () => {
  const ask = await apiWith();
  const good = JSON.stringify(bookingBody);
  const bad = [
    '',
    '{"runId":',
    `${good} x`,
    `\uFEFF${good}`,
    good.replace('"runId":4321', '"runId":4321,"runId":4322'),
    good.replace('{', '{"__proto__":{"runId":1},'),
    '['.repeat(10_000) + ']'.repeat(10_000),
    '{"runId":NaN}',
  ];
  for (const body of bad) {
    const response = await ask(bookingRequest(body));
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe('malformed-request');
  }
});
