import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatcherFixture, startCatcherFixture } from './mail-catcher/catcher-fixture.ts';
import type { CaughtMail } from './mail-catcher/inbox.ts';
import { startMailCatcher } from './mail-catcher/server.ts';
import { senderContract } from './sender.contract.ts';
import type { Mail } from './senders.ts';
import { createSmtpMail, type SmtpMailSettings } from './smtp-mail.ts';

function mailOver(fixture: CatcherFixture, settings: Partial<SmtpMailSettings> = {}) {
  return createSmtpMail({
    url: `smtp://127.0.0.1:${fixture.catcher.smtpPort}`,
    from: { name: 'Interlock', address: 'tickets@interlock.test' },
    faultPoint: () => undefined,
    ...settings,
  });
}

function newMail(changes: Partial<Mail> = {}): Mail {
  return {
    to: 'li.hua@example.org',
    subject: '车票已出：G1 北京南 → 上海虹桥',
    text: 'B1234567X8 您的车票',
    html: '<p>B1234567X8 您的车票</p>',
    messageId: '<one@interlock.test>',
    ...changes,
  };
}

senderContract('SMTP', async () => {
  const fixture = await startCatcherFixture();
  const mail = mailOver(fixture);
  return {
    send: (messageId) => mail.send(newMail({ messageId })),
    arrived: async (messageId) =>
      (await fixture.mails()).filter((one) => one.messageId === messageId).length,
    refuseNext: () => fixture.addFault({ kind: 'refuse', count: 1 }),
    dropNext: () => fixture.addFault({ kind: 'drop-after-data', count: 1 }),
    stop: fixture.close,
  };
});

describe('mails over SMTP', () => {
  let fixture: CatcherFixture;
  beforeAll(async () => {
    fixture = await startCatcherFixture();
  });
  afterAll(() => fixture.close());

  it('keep Chinese text and are found by recipient and by booking', async () => {
    await mailOver(fixture).send(newMail({ to: 'Wang.Fang@example.org' }));
    const [found] = await fixture.mails({ to: 'wang.fang@example.org', booking: 'B1234567X8' });
    expect(found).toMatchObject({
      subject: '车票已出：G1 北京南 → 上海虹桥',
      text: expect.stringContaining('您的车票'),
      html: expect.stringContaining('<p>B1234567X8 您的车票</p>'),
      from: 'tickets@interlock.test',
    });
    expect(await fixture.mails({ booking: 'B0000000X0' })).toEqual([]);
  });

  it('tell a refusal of the envelope from one of the content', async () => {
    const mail = mailOver(fixture);
    await fixture.addFault({ kind: 'refuse', count: 1 });
    expect(await mail.send(newMail())).toMatchObject({ kind: 'refused', stage: 'envelope' });
    await fixture.addFault({ kind: 'refuse-data', count: 1 });
    expect(await mail.send(newMail())).toMatchObject({ kind: 'refused', stage: 'data' });
  });

  it('are unknown when the server takes the content and does not answer in time', async () => {
    const messageId = '<slow@interlock.test>';
    await fixture.addFault({ kind: 'slow', ms: 5_000, count: 1 });
    const hasty = mailOver(fixture, { timeoutMs: 300 });
    expect(await hasty.send(newMail({ messageId }))).toMatchObject({ kind: 'unknown' });
    const arrived = (await fixture.mails()).filter((one) => one.messageId === messageId);
    expect(arrived).toHaveLength(1);
  });

  it('pass the fault point when the server has them and the sender does not know it yet', async () => {
    const messageId = '<killed@interlock.test>';
    const passed: string[] = [];
    const mail = mailOver(fixture, {
      faultPoint: async (point) => {
        const arrived = (await fixture.mails()).some((one) => one.messageId === messageId);
        passed.push(`${point}:${arrived}`);
      },
    });
    await mail.send(newMail({ messageId }));
    expect(passed).toEqual(['after-smtp-data:true']);
  });

  it('go one after the other over one connection', async () => {
    const line = await countingLine(fixture.catcher.smtpPort);
    const mail = mailOver(fixture, { url: `smtp://127.0.0.1:${line.port}` });
    for (const name of ['one', 'two', 'three'])
      expect(await mail.send(newMail({ messageId: `<${name}@line.test>` }))).toEqual({
        kind: 'sent',
      });
    expect(line.connections()).toBe(1);
    await line.close();
  });

  it('go over a new connection when the server has been away meanwhile, and once', async () => {
    const before = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
    const mail = mailOver(fixture, { url: `smtp://127.0.0.1:${before.smtpPort}` });
    expect(await mail.send(newMail())).toEqual({ kind: 'sent' });
    await before.close();
    const after = await startMailCatcher({ smtpPort: before.smtpPort, httpPort: 0 });
    expect(await mail.send(newMail({ messageId: '<after@line.test>' }))).toEqual({ kind: 'sent' });
    const caught = (await (await fetch(`${after.url}/messages`)).json()) as {
      messages: CaughtMail[];
    };
    expect(caught.messages.map(({ messageId }) => messageId)).toEqual(['<after@line.test>']);
    await after.close();
  });

  it('never reach a second person through a crafted address or subject', async () => {
    const mail = mailOver(fixture);
    await mail.send(
      newMail({
        to: 'eve@example.org, bob@example.org',
        subject: 'hi\r\nBcc: bob@example.org',
        messageId: '<crafted@interlock.test>',
      }),
    );
    const toBob = (await fixture.mails()).filter((one) => one.to.includes('bob@example.org'));
    expect(toBob).toEqual([]);
  });
});

/** Hands everything on to the port and counts who came. */
async function countingLine(port: number) {
  let count = 0;
  const open: Socket[] = [];
  const server = createServer((socket) => {
    count += 1;
    open.push(socket);
    const onward = connect(port, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward])
      end.on('error', () => {
        socket.destroy();
        onward.destroy();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    close() {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

describe('the inbox page', () => {
  it('shows mails and short messages as text, and HTML only in a closed frame', async () => {
    const fixture = await startCatcherFixture();
    await mailOver(fixture).send(
      newMail({ subject: '<b>x</b>', html: '<script>alert(1)</script><p>ok</p>' }),
    );
    const list = await (await fetch(fixture.catcher.url)).text();
    expect(list).toContain('&lt;b&gt;x&lt;/b&gt;');
    const [mail] = await fixture.mails();
    const view = await fetch(`${fixture.catcher.url}/message/${mail!.id}`);
    expect(view.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await view.text()).not.toContain('<script>');
    expect((await fetch(`${fixture.catcher.url}/message/9999`)).status).toBe(404);
    await fetch(`${fixture.catcher.url}/messages`, { method: 'DELETE' });
    expect(await fixture.mails()).toEqual([]);
    await fixture.close();
  });
});
