import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createHttpSms } from './http-sms.ts';
import { startCatcherFixture } from './mail-catcher/catcher-fixture.ts';
import { senderContract } from './sender.contract.ts';

const to = '+8613800138000';

senderContract('HTTP', async () => {
  const fixture = await startCatcherFixture();
  const sms = createHttpSms({ url: `${fixture.catcher.url}/sms` });
  return {
    send: (messageId) => sms.send({ to, text: 'B1234567X8 已出票', messageId }),
    arrived: async (messageId) =>
      (await fixture.sms({ to, booking: 'B1234567X8' })).filter(
        (one) => one.messageId === messageId,
      ).length,
    refuseNext: () => fixture.addFault({ kind: 'refuse-sms', count: 1 }),
    dropNext: () => fixture.addFault({ kind: 'drop-sms', count: 1 }),
    stop: fixture.close,
  };
});

describe('short messages over HTTP', () => {
  it('carry the token and are unknown after a 500 or a missing answer', async () => {
    const tokens: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      tokens.push(request.headers.authorization);
      if (tokens.length === 1) response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/sms`;
    const sms = createHttpSms({ url, token: 'secret', timeoutMs: 300 });
    const message = { to, text: 'x', messageId: '<1@interlock.test>' };
    expect(await sms.send(message)).toMatchObject({ kind: 'unknown' });
    expect(await sms.send(message)).toMatchObject({ kind: 'unknown' });
    expect(tokens).toEqual(['Bearer secret', 'Bearer secret']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
