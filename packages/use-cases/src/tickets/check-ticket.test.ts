import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { AccountId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import { parseTicketCode } from '@interlock/domain/tickets/ticket-code';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getBooking } from '../bookings/get-booking.ts';
import { capturePayment } from '../process/capture-payment.ts';
import { confirmSeats } from '../process/confirm-seats.ts';
import { issueTickets } from '../process/issue-tickets.ts';
import { ticketSigner } from '../process/ticket-text.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import { payAndTell, rowsOf, type Held, type TestBuyer } from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { checkTicket } from './check-ticket.ts';
import { publicTicketKeys } from './public-keys.ts';

const visitor: Actor = { kind: 'anonymous' };
const staff: Actor = { kind: 'staff', accountId: 'clerk' as AccountId };

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;
let code: string;

setHeldScene((scene) => ({ platform, buyer, held } = scene));
afterEach(() => platform.setClock(0));
beforeEach(async () => {
  const step = { bookingId: held.id, intentId: await payAndTell(platform, buyer, held) };
  await confirmSeats(platform.context, step);
  await capturePayment(platform.context, step);
  await issueTickets(platform.context, step);
  const view = await getBooking(platform.context, buyer.actor, held.view);
  code = ('passengers' in view ? view.passengers[0]?.qr : null) ?? '';
});

/** Moves the clock to some minutes after the ticket's departure. */
function clockAt(minutesAfterDeparture: number): void {
  const facts = parseTicketCode(code)?.facts;
  const at = ((facts?.b ?? 0) + minutesAfterDeparture) * 60_000;
  platform.setClock(at - Date.now());
}

test('a ticket is good on its day, too early before and over after it', async () => {
  const { context } = platform;
  clockAt(-10);
  expect(await checkTicket(context, visitor, { text: ` ${code}\n` })).toMatchObject({
    verdict: 'valid',
    facts: { n: 'G1', f: 'AAA', o: 'DDD' },
    holder: null,
  });
  clockAt(-26 * 60);
  expect(await checkTicket(context, visitor, { text: code })).toMatchObject({ verdict: 'early' });
  clockAt(3 * 24 * 60);
  expect(await checkTicket(context, visitor, { text: code })).toMatchObject({ verdict: 'over' });
});

test('a void ticket stays void whatever its code says', async () => {
  clockAt(-10);
  const setState = (state: string) =>
    rowsOf(platform, held.id, `UPDATE ticket SET state = '${state}' WHERE booking_id = $1`);
  await setState('void');
  const answer = await checkTicket(platform.context, visitor, { text: code });
  await setState('valid');
  expect(answer).toMatchObject({ verdict: 'void' });
});

test('a code of another key, a changed one and any other text tell nothing of what they claim', async () => {
  const { context } = platform;
  const elsewhere = generateKeyPairSync('ed25519').privateKey;
  const other = ticketSigner(elsewhere.export({ format: 'der', type: 'pkcs8' }));
  const body = code.slice(0, code.lastIndexOf('.'));
  const foreign = body.replace(/^IL1\.\w+/, `IL1.${other.keyId}`);
  const texts = {
    'not-a-ticket': 'https://example.com/?ticket=1',
    'unknown-key': `${foreign}.${other.sign(foreign)}`,
    forged: `${body}.${other.sign(body)}`,
  };
  for (const [verdict, text] of Object.entries(texts)) {
    expect(await checkTicket(context, staff, { text })).toEqual({
      kind: 'checked',
      verdict,
      facts: null,
      holder: null,
    });
  }
});

test('a well signed code that no shard has issued is unknown', async () => {
  const { tickets } = platform.context;
  const facts = { ...parseTicketCode(code)?.facts, t: 'B00000000000000000000' };
  const body = `IL1.${tickets.keyId}.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
  const text = `${body}.${tickets.sign(body)}`;
  const answer = await checkTicket(platform.context, visitor, { text });
  expect(answer).toMatchObject({ verdict: 'unknown-ticket' });
});

test('only staff are told whose ticket it is, and masked', async () => {
  const { context } = platform;
  const { holder } = (await checkTicket(context, staff, { text: code })) as { holder: object };
  expect(holder).toEqual({ name: '王**', document: expect.stringMatching(/^1101\*+...$/) });
  for (const actor of [visitor, buyer.actor]) {
    expect(await checkTicket(context, actor, { text: code })).toMatchObject({ holder: null });
  }
});

test('the public keys check every code without asking anybody', () => {
  const parsed = parseTicketCode(code);
  const key = publicTicketKeys(platform.context).find(({ id }) => id === parsed?.keyId);
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key?.x ?? '' },
    format: 'jwk',
  });
  const signature = parsed?.signature ?? new Uint8Array();
  expect(verify(null, Buffer.from(parsed?.body ?? ''), publicKey, signature)).toBe(true);
});
