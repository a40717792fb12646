import type { InjectOptions } from 'fastify';
import { withToken } from './api-with.ts';

export const bookingBody = {
  runId: 4_321,
  from: 0,
  to: 5,
  class: 'second',
  passengers: [{ travellerId: 'traveller-1', type: 'adult' }],
  contact: { email: 'traveller@example.com' },
};

/** A request that holds seats; `body` may be text to send exactly that. */
export function bookingRequest(
  body: object | string = bookingBody,
  headers: Record<string, string> = {},
): InjectOptions {
  return {
    method: 'POST',
    url: '/bookings',
    headers: {
      ...withToken,
      'idempotency-key': 'key-1',
      'content-type': 'application/json',
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
