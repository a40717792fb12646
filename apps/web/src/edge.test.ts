import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerWith } from './answer.ts';
import { createEdge } from './edge.ts';

let seen: IncomingHttpHeaders = {};
let answer = (): void => undefined;
const answers = new Promise<void>((resolve) => (answer = resolve));
const edge = createEdge(
  {
    paymentOrigins: ['https://pay.example'],
    secure: false,
    development: false,
    searchesAtOnceMax: 2,
  },
  async (incoming, response) => {
    seen = { ...incoming.headers };
    if (incoming.url === '/zh/busy') answerWith(503, 10);
    if (incoming.url?.includes('slow')) await answers;
    response.end('page');
  },
);
const server = createServer((incoming, response) => void edge(incoming, response));

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function get(path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });
}

it('sends an address without a language to the language of the browser, or to the one chosen before', async () => {
  expect((await get('/', { 'accept-language': 'en-GB' })).headers.location).toBe('/en');
  expect((await get('/trips?tab=past')).headers.location).toBe('/zh/trips?tab=past');
  expect(
    (await get('/', { 'accept-language': 'en', cookie: 'a=b; language=zh' })).headers.location,
  ).toBe('/zh');
});

it('never redirects to another host', async () => {
  expect((await get('//evil.example/')).headers.location).toBe('/zh/evil.example');
});

it('takes away what only the site itself may say', async () => {
  await get('/zh', {
    'x-middleware-subrequest': 'x',
    'x-forwarded-host': 'evil.example',
    'x-interlock-address': '1.2.3.4',
  });
  expect(seen['x-middleware-subrequest']).toBeUndefined();
  expect(seen['x-forwarded-host']).toBeUndefined();
  expect(seen['x-interlock-address']).toBe('127.0.0.1');
});

it('allows scripts by a fresh nonce only and no framing', async () => {
  const policies = [await get('/zh'), await get('/zh')].map((answer) =>
    String(answer.headers['content-security-policy']),
  );
  expect(policies[0]).not.toBe(policies[1]);
  for (const policy of policies) {
    const scripts = policy.split('; ').find((part) => part.startsWith('script-src'));
    expect(scripts).toMatch(/'nonce-[\w+/=]{20,}'/);
    expect(scripts).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
  }
});

it('sends a page with the status it names while it is made', async () => {
  const busy = await get('/zh/busy');
  expect([busy.status, busy.headers['retry-after']]).toEqual([503, '10']);
  expect((await get('/zh')).status).toBe(200);
});

it('asks searches beyond what it can answer to come again, and lets everything else through', async () => {
  const slow = [get('/en/trains?slow=1'), get('/en/trains/7?slow=2')];
  await expect.poll(() => get('/en/trains?from=VNP')).toMatchObject({ status: 503 });
  const turnedAway = await get('/en/trains?from=VNP&to="><script>');
  expect(turnedAway.headers).toMatchObject({
    'retry-after': '10',
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
  });
  expect((await get('/en/bookings/H4K7M2P9QX')).status).toBe(200);
  answer();
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
  await expect.poll(() => get('/en/trains?from=VNP')).toMatchObject({ status: 200 });
});
