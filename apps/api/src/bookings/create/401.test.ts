import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';

test('without a token, with an unknown one or with another scheme nobody is signed in', async () => {
  const ask = await apiWith();
  const attempts = [
    '',
    'Bearer',
    'Bearer an-unknown-token-012345',
    'Basic cHJvZ3JhbTp0b2tlbg==',
    'Bearer a b c',
  ];
  for (const authorization of attempts) {
    const response = await ask(bookingRequest(bookingBody, { authorization }));
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    expect(response.json().code).toBe('not-signed-in');
  }
});

test('the token is asked before the body is read', async () => {
  const ask = await apiWith();
  const response = await ask(
    bookingRequest('{not json', { authorization: 'Bearer an-unknown-token-012345' }),
  );
  expect(response.statusCode).toBe(401);
});
