import { expect, test } from 'vitest';
import { cleanCopy, ticketKey } from './clean-copy.ts';
import { held, ticketCode, ticketed } from './clean-rows.ts';

const copy = cleanCopy();

/** A right number of a person who does not exist. */
const documentNumber = '110101199003070791';

test('I30: news that nobody delivered', async () => {
  await copy.plant(
    'north',
    `UPDATE inbox SET outcome = NULL, outcome_at = NULL, received_at = now() - interval '10 min'`,
  );
  expect(await copy.broken()).toEqual(['I30']);
});

test('I30: a message that was given up without a reason', async () => {
  await copy.plant('north', `UPDATE notification SET state = 'failed', last_error = NULL`);
  expect(await copy.broken()).toEqual(['I30']);
});

test('I30: a message that waits for too long', async () => {
  await copy.plant(
    'north',
    `UPDATE notification SET state = 'waiting', next_at = now() - interval '10 min'`,
  );
  expect(await copy.broken()).toEqual(['I30']);
});

test('I31: money that moved without news of it', async () => {
  await copy.plant('north', `DELETE FROM inbox`);
  expect(await copy.broken()).toEqual(['I31']);
});

test('I31: news of a booking that does not exist', async () => {
  await copy.plant(
    'north',
    `INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, outcome, outcome_at)
       VALUES ('evt_2', 1, 'pi_2', 'authorised', 1, 'CNY', 'webhook', 'delivered', now())`,
  );
  expect(await copy.broken()).toEqual(['I31']);
});

test('I32: a ticketed booking without a message', async () => {
  await copy.plant('north', `DELETE FROM notification`);
  expect(await copy.broken()).toEqual(['I32']);
});

test('I32: a message about a ticket that does not exist', async () => {
  await copy.plant(
    'north',
    `INSERT INTO notification (booking_id, kind, channel, message_id, state) VALUES (${held.number}, 'ticket', 'mail', 'm', 'sent')`,
  );
  expect(await copy.broken()).toEqual(['I32']);
});

test('I34: a document number in a column outside the vault', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET story = story || story_line(now() - created_at, 'note', 1, 1, 'workflow', NULL, '{"note": "ID ${documentNumber}"}') WHERE id = ${held.number}`,
  );
  const report = await copy.verify();
  expect(report.findings.map(({ invariant }) => invariant)).toEqual(['I34']);
  expect(JSON.stringify(report)).not.toContain(documentNumber);
});

test('I34: a document number in an array of central', async () => {
  await copy.plant(
    'central',
    `INSERT INTO station VALUES ('AAA', '甲', 'A', 'a', 'a', '甲', 'A', '{E12345678}', 'B')`,
  );
  expect(await copy.broken()).toEqual(['I34']);
});

test('I34: a document number in a log', async () => {
  copy.outside.texts = [{ where: 'worker.log', text: `passenger ${documentNumber} bought` }];
  expect(await copy.broken()).toEqual(['I34']);
});

test('I35: a ticket whose code another key has signed', async () => {
  await copy.plant('north', `UPDATE ticket SET qr = left(qr, -4) || 'AAAA'`);
  expect(await copy.broken()).toEqual(['I35']);
});

test('I35: a ticket with the code of another ticket', async () => {
  const code = ticketCode(ticketKey, 'B0ANOTHER');
  await copy.plant(
    'north',
    `UPDATE ticket SET qr = '${code}' WHERE booking_id = ${ticketed.number}`,
  );
  expect(await copy.broken()).toEqual(['I35']);
});
