import { queueNotification } from '@interlock/db/notifications';
import { beforeEach, expect, test, vi } from 'vitest';
import { setHeldScene } from '../testing/held-scene.ts';
import { rowsOf, type Held } from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { sendNotifications } from './send-notifications.ts';

let platform: TestPlatform;
let held: Held;

setHeldScene(
  (scene) => ({ platform, held } = scene),
  (buyer) => buyer.hold({ contact: { email: 'rider@example.com', phone: '+8613800000000' } }),
);
beforeEach(() => {
  const { post } = platform;
  post.answer = { kind: 'sent' };
  post.delay = Promise.resolve();
  post.mails.length = 0;
  post.texts.length = 0;
});

test('every message goes once to the contact of the booking, with its fixed id and nothing personal in the subject', async () => {
  await queue('mail', 'sms');
  await send();
  await send();
  expect(platform.post.mails).toMatchObject([{ to: 'rider@example.com' }]);
  expect(platform.post.texts).toMatchObject([{ to: '+8613800000000' }]);
  const [mail] = platform.post.mails;
  expect(mail?.messageId).toBe(`<ticket.mail.${held.id}@interlock.example>`);
  expect(mail?.subject).toContain(held.view.reference);
  expect(mail?.subject).not.toContain('王');
  expect(await states()).toEqual(['sent', 'sent']);
});

test('a message queued again is the same message', async () => {
  await queue('mail');
  await queue('mail');
  await send();
  expect(platform.post.mails).toHaveLength(1);
});

test('a refused message is tried again when its time comes, under the same id', async () => {
  await queue('mail');
  platform.post.answer = { kind: 'refused', stage: 'connect', reply: '421 busy' };
  await expect(send()).rejects.toThrow(/421 busy/);
  expect(await states()).toEqual(['waiting']);
  platform.post.answer = { kind: 'sent' };
  await expect(send()).rejects.toThrow(/1 to be looked at again/);
  expect(platform.post.mails).toEqual([]);
  await nextTryNow();
  await send();
  expect(platform.post.mails).toHaveLength(1);
  expect(await states()).toEqual(['sent']);
});

test('a message refused for longer than its hour has failed, and is not tried any more', async () => {
  await queue('mail');
  await age('2 hours');
  platform.post.answer = { kind: 'refused', stage: 'envelope', reply: '550 no such user' };
  await expect(send()).rejects.toThrow(/550/);
  expect(await states()).toEqual(['failed']);
  await nextTryNow();
  platform.post.answer = { kind: 'sent' };
  await send();
  expect(platform.post.mails).toEqual([]);
});

test('a message whose fate is unknown is never sent again', async () => {
  await queue('mail');
  platform.post.answer = { kind: 'unknown', why: 'the connection was cut after the data' };
  await send();
  expect(await states()).toEqual(['unknown']);
  await nextTryNow();
  platform.post.answer = { kind: 'sent' };
  await send();
  expect(platform.post.mails).toHaveLength(1);
});

test('a server that repeats the address in its refusal spreads it nowhere', async () => {
  await queue('mail', 'sms');
  const reply = '550 5.1.1 <rider@example.com> (+8613800000000): no such user';
  platform.post.answer = { kind: 'refused', stage: 'envelope', reply };
  const said = await send().then(
    () => '',
    (error: unknown) => String(error),
  );
  const rows = await rowsOf(
    platform,
    held.id,
    'SELECT n::text FROM notification n WHERE booking_id = $1',
  );
  for (const text of [said, JSON.stringify(rows)]) {
    expect(text).toContain('550 5.1.1');
    expect(text).not.toMatch(/rider|13800000000/);
  }
});

test('many senders at the same moment send one message, and the others come back until it has gone', async () => {
  await queue('mail', 'sms');
  let open: () => void = () => undefined;
  platform.post.delay = new Promise((resolve) => {
    open = resolve;
  });
  const senders = Promise.allSettled(Array.from({ length: 8 }, () => send()));
  await vi.waitFor(async () => expect(await states()).toEqual(['sending', 'sending']));
  await expect(send()).rejects.toThrow(/2 to be looked at again/);
  open();
  await senders;
  await send();
  expect(platform.post.mails).toHaveLength(1);
  expect(platform.post.texts).toHaveLength(1);
});

function send(): Promise<void> {
  return sendNotifications(platform.context, held.id);
}

async function queue(...channels: ('mail' | 'sms')[]): Promise<void> {
  await platform.context.shards.transact(held.id, async (tx) => {
    for (const channel of channels) {
      await queueNotification(tx, { bookingId: held.id, kind: 'ticket', channel });
    }
  });
}

async function states(): Promise<string[]> {
  const rows = await rowsOf<{ state: string }>(
    platform,
    held.id,
    'SELECT state FROM notification WHERE booking_id = $1 ORDER BY channel',
  );
  return rows.map(({ state }) => state);
}

function nextTryNow(): Promise<object[]> {
  return rowsOf(
    platform,
    held.id,
    'UPDATE notification SET next_at = clock_timestamp() WHERE booking_id = $1',
  );
}

function age(by: string): Promise<object[]> {
  return rowsOf(
    platform,
    held.id,
    `UPDATE notification SET created_at = created_at - interval '${by}' WHERE booking_id = $1`,
  );
}
