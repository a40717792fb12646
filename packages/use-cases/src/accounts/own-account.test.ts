import { randomUUID } from 'node:crypto';
import { accountFacts } from '@interlock/db/account-data';
import { isRefusal } from '@interlock/domain/refusals';
import { beforeEach, expect, test } from 'vitest';
import { lookUpBooking } from '../bookings/look-up-booking.ts';
import { capturePayment } from '../process/capture-payment.ts';
import { confirmSeats } from '../process/confirm-seats.ts';
import { issueTickets } from '../process/issue-tickets.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import { payAndTell, rowsOf, type Held, type TestBuyer } from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { listTravellers } from '../travellers/list-travellers.ts';
import { deleteAccount } from './delete-account.ts';
import { exportAccount } from './export-account.ts';
import { mailAccountNotice } from './mail-account-notice.ts';
import { mailSignInCode } from './mail-sign-in-code.ts';

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;
let email: string;

setHeldScene((scene) => ({ platform, buyer, held } = scene));
beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  await platform.copy.sql(
    'central',
    `INSERT INTO "user" (id, name, email) VALUES ($1, 'Buyer', $2)`,
    [buyer.actor.accountId, email],
  );
});

async function buyTicket(): Promise<void> {
  const step = { bookingId: held.id, intentId: await payAndTell(platform, buyer, held) };
  await confirmSeats(platform.context, step);
  await capturePayment(platform.context, step);
  await issueTickets(platform.context, step);
  await platform.copy.sql(
    'central',
    'UPDATE account_sale SET unpaid_booking = NULL WHERE account_id = $1',
    [buyer.actor.accountId],
  );
  await platform.copy.sql(
    'central',
    `UPDATE intake SET closed_at = clock_timestamp(), outcome = 'ticketed' WHERE account_id = $1`,
    [buyer.actor.accountId],
  );
}

test("an export holds the account, its passengers in full and its bookings, and nobody else's", async () => {
  await buyTicket();
  const answer = await exportAccount(platform.context, buyer.actor);
  if (isRefusal(answer)) throw new Error(answer.code);
  expect(answer.account).toMatchObject({ email, name: 'Buyer' });
  expect(answer.passengers).toEqual([
    expect.objectContaining({ name: '王小明', document: expect.stringMatching(/^\d{17}[\dX]$/) }),
  ]);
  expect(answer.bookings).toMatchObject([
    { reference: held.view.reference, state: 'ticketed', train: 'G1', from: 'AAA' },
  ]);
  expect(JSON.stringify(answer)).not.toContain('qr');
});

test('an account with something to pay is not deleted, and nothing of it is lost', async () => {
  const { context } = platform;
  const answer = await deleteAccount(context, buyer.actor, { email });
  expect(answer).toMatchObject({ code: 'unpaid-booking-exists' });
  expect(
    await context.central.read((tx) => accountFacts(tx, buyer.actor.accountId)),
  ).not.toBeNull();
});

test('the address must be typed as it is', async () => {
  await buyTicket();
  const answer = await deleteAccount(platform.context, buyer.actor, { email: 'x@example.com' });
  expect(answer).toMatchObject({ code: 'invalid-input', field: 'email' });
});

test('a deleted account leaves no name, document or address; its ticket stays good and is found by reference', async () => {
  await buyTicket();
  const { context } = platform;
  const { accountId } = buyer.actor;
  const asked = { email: ` ${email.toUpperCase()}` };
  expect(await deleteAccount(context, buyer.actor, asked)).toEqual({ kind: 'deleted' });
  expect(await context.central.read((tx) => accountFacts(tx, accountId))).toBeNull();
  expect(await listTravellers(context, buyer.actor)).toMatchObject({ travellers: [] });
  const left = await platform.copy.sql<{ size: number }>(
    'central',
    `SELECT length(name_sealed) + length(document_sealed) + length(name_masked) + length(document_hash) AS size
       FROM traveller WHERE account_id = $1`,
    [accountId],
  );
  expect(left).toEqual([{ size: 0 }]);
  const sql = 'SELECT contact_sealed IS NULL AS gone, state FROM booking WHERE id = $1';
  expect(await rowsOf(platform, held.id, sql)).toEqual([{ gone: true, state: 3 }]);
  const { reference } = held.view;
  const found = await lookUpBooking(context, { kind: 'anonymous' }, { reference, name: '王小明' });
  expect(found).toMatchObject({ state: 'ticketed' });
  expect(await deleteAccount(context, buyer.actor, asked)).toMatchObject({ code: 'not-signed-in' });
});

test('a code goes out by mail in the language of the page, and its subject holds neither code nor name', async () => {
  const { context, post } = platform;
  const code = '402913';
  const purposes = ['sign-in', 'new-password'] as const;
  for (const [at, language] of (['zh', 'en', 'zh', 'en'] as const).entries()) {
    const purpose = purposes[at >> 1] ?? 'sign-in';
    const input = { email: 'reader@example.com', code, minutes: 10, language, purpose };
    expect(await mailSignInCode(context, input)).toEqual({ kind: 'sent' });
    const mail = post.mails.at(-1);
    expect(mail).toMatchObject({ to: 'reader@example.com' });
    expect(mail?.text).toContain(code);
    expect(mail?.html).toContain(`lang="${language}"`);
    expect(mail?.subject).not.toMatch(/\d|reader/);
  }
  post.answer = { kind: 'refused', stage: 'connect', reply: 'nobody there' };
  const input = {
    email: 'reader@example.com',
    code,
    minutes: 10,
    language: 'en',
    purpose: 'sign-in',
  } as const;
  expect(await mailSignInCode(context, input)).toMatchObject({ code: 'mail-unavailable' });
  post.answer = { kind: 'sent' };
});

test('the owner is told of a new way into the account in the language of the account, with nothing personal in the subject', async () => {
  const { context, post } = platform;
  const { accountId } = buyer.actor;
  for (const language of ['zh', 'en'] as const) {
    await platform.copy.sql('central', 'UPDATE "user" SET language = $2 WHERE id = $1', [
      accountId,
      language,
    ]);
    for (const notice of [
      'password-set',
      'password-changed',
      'passkey-added',
      'passkey-removed',
    ] as const) {
      expect(await mailAccountNotice(context, { accountId, notice })).toBe(true);
      const mail = post.mails.at(-1);
      expect(mail).toMatchObject({ to: email });
      expect(mail?.html).toContain(`lang="${language}"`);
      expect(mail?.text).toContain(`/${language}/sign-in/forgotten`);
      expect(/\p{Script=Han}/u.test(mail?.subject ?? '')).toBe(language === 'zh');
      expect(mail?.subject).not.toMatch(/@|Buyer/);
    }
  }
  post.answer = { kind: 'refused', stage: 'connect', reply: 'nobody there' };
  expect(await mailAccountNotice(context, { accountId, notice: 'password-set' })).toBe(false);
  post.answer = { kind: 'sent' };
});

test('passkeys of an address that nobody had confirmed open nothing once its owner confirms it; later changes leave them', async () => {
  const { accountId } = buyer.actor;
  const addPasskey = (): Promise<unknown> =>
    platform.copy.sql(
      'central',
      `INSERT INTO passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
       VALUES ($1, 'key', $2, $1, 0, 'singleDevice', false)`,
      [randomUUID(), accountId],
    );
  const passkeys = async (): Promise<number> =>
    (await platform.copy.sql('central', 'SELECT 1 FROM passkey WHERE user_id = $1', [accountId]))
      .length;
  await addPasskey();
  await platform.copy.sql('central', `UPDATE "user" SET name = 'B' WHERE id = $1`, [accountId]);
  expect(await passkeys()).toBe(1);
  const confirm = 'UPDATE "user" SET email_verified = true WHERE id = $1';
  await platform.copy.sql('central', confirm, [accountId]);
  expect(await passkeys()).toBe(0);
  await addPasskey();
  await platform.copy.sql('central', confirm, [accountId]);
  expect(await passkeys()).toBe(1);
});
