import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiWith, serverWith, withToken } from '../testing/api-with.ts';
import { bookingBody } from '../testing/requests.ts';
import type { ApiServer } from './api-server.ts';

let app: ApiServer;

beforeAll(async () => {
  app = await serverWith();
  await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
});

/** Sends exactly this text and gives back all that comes until the other side ends. */
function sendRaw(text: string): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('an unknown address is a 404 problem, an unused method a 405 that lists the used ones', async () => {
  const ask = await apiWith();
  const unknown = await ask({ url: '/booking' });
  expect(unknown.statusCode).toBe(404);
  expect(unknown.json().code).toBe('not-found');
  const other = await ask({
    method: 'PUT',
    url: '/bookings/x',
    headers: { 'x-http-method-override': 'GET' },
  });
  expect(other.statusCode).toBe(405);
  expect(other.headers['allow']).toBe('GET, HEAD, DELETE');
});

test('an address with broken escapes is a 400 problem', async () => {
  const ask = await apiWith();
  const response = await ask({ url: '/%E0%A4%A' });
  expect(response.statusCode).toBe(400);
  expect(response.json().code).toBe('malformed-request');
});

test('headers above the limit, conflicting lengths and text that is no HTTP are refused with a problem', async () => {
  const many = `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`;
  expect(await sendRaw(many)).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"headers-too-large"/);
  const smuggled =
    'POST /bookings HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
  expect(await sendRaw(smuggled)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/);
  expect(await sendRaw('hello\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/,
  );
});

test('a header that decides may come only once', async () => {
  const body = JSON.stringify(bookingBody);
  const answer = await sendRaw(
    [
      'POST /bookings HTTP/1.1',
      'host: x',
      'connection: close',
      `authorization: ${withToken.authorization}`,
      'idempotency-key: a',
      'content-type: application/json',
      'content-type: text/plain',
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"field":"content-type"/);
});

test('a closing server still answers the request it is working on', async () => {
  let reach = (): void => undefined;
  let release = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow = await serverWith({
    useCases: {
      async authenticateToken() {
        reach();
        await released;
        return null;
      },
    },
  });
  const address = await slow.listen({ host: '127.0.0.1', port: 0 });
  const answer = fetch(`${address}/bookings/x`, { headers: withToken });
  await reached;
  const closed = slow.close();
  release();
  expect((await answer).status).toBe(401);
  await closed;
});
