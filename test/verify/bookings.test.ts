import { makeBookingId, makeReference } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { cleanCopy } from './clean-copy.ts';
import { date, held, openWorkflow, released, ticketed, told } from './clean-rows.ts';

const copy = cleanCopy();

test('I10: a change of state that the table does not allow', async () => {
  await copy.plant(
    'north',
    told(released, ["'confirm', 4, 2, 'workflow'", "'deadline', 2, 4, 'sweep'"]),
  );
  expect(await copy.broken()).toEqual(['I10']);
});

test('I10: a state that no event explains', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET story = regexp_replace(story, '[^\\n]*\\tissue\\t[^\\n]*\\n', '') WHERE id = ${ticketed.number}`,
  );
  expect(await copy.broken()).toEqual(['I10']);
});

test('I11: a confirmed booking that no workflow works on', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET state = 2, confirmed_intent = 'pi_2' WHERE id = ${held.number};
     ${told(held, ["'confirm', 1, 2, 'workflow'"])}`,
  );
  expect(await copy.broken()).toEqual([]);
  copy.outside.openWorkflows = () => [];
  expect(await copy.broken()).toEqual(['I11']);
});

test('I11: an open workflow whose booking is over', async () => {
  copy.outside.openWorkflows = () => [openWorkflow, `settle/${released.id}`];
  expect(await copy.broken()).toEqual(['I11']);
});

test('I11: an open workflow of a booking that nobody knows', async () => {
  const unknown = makeBookingId({ bureau: 'T', atMs: Date.now(), random22: 9 });
  copy.outside.openWorkflows = () => [openWorkflow, `booking/${unknown}`];
  expect(await copy.broken()).toEqual(['I11']);
});

test('I11: an open workflow with a message still to send is at work', async () => {
  await copy.plant('north', `UPDATE notification SET state = 'waiting', sent_at = NULL`);
  copy.outside.openWorkflows = () => [openWorkflow, `booking/${ticketed.id}`];
  expect(await copy.broken()).toEqual([]);
});

test('I12: a booking that is held for longer than the rules can extend it', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET created_at = now() - interval '90 min' WHERE id = ${held.number}`,
  );
  expect(await copy.broken()).toEqual(['I12']);
});

test('I13: an intake whose booking is of another account', async () => {
  await copy.plant(
    'central',
    `UPDATE intake SET account_id = 'other' WHERE booking_id = ${ticketed.number}`,
  );
  expect(await copy.broken()).toEqual(['I13']);
});

test('I13: a booking that was never taken in', async () => {
  await copy.plant('central', `DELETE FROM intake WHERE booking_id = ${released.number}`);
  expect(await copy.broken()).toEqual(['I13']);
});

test('I13: an intake closed with another outcome than its booking has', async () => {
  await copy.plant(
    'central',
    `UPDATE intake SET outcome = 'ticketed' WHERE booking_id = ${released.number}`,
  );
  expect(await copy.broken()).toEqual(['I13']);
});

test('I14: one document with two live tickets that overlap on two shards', async () => {
  await copy.plant('south', ticketOnOtherTrain());
  expect(await copy.broken()).toContain('I14');
});

test('I14: one account with two unpaid bookings', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET state = 1, release_reason = NULL WHERE id = ${released.number}`,
  );
  await copy.plant(
    'north',
    `UPDATE booking SET account_id = '${held.account}' WHERE id = ${released.number}`,
  );
  expect(await copy.broken()).toContain('I14');
});

test('I14: a claim left behind by a booking that is over', async () => {
  await copy.plant(
    'central',
    `INSERT INTO claim VALUES ('${released.document}', 7, '${date}', ${released.number}, '${date}T08:00Z', '${date}T10:00Z')`,
  );
  expect(await copy.broken()).toEqual(['I14']);
});

test('I14: a ticket without its claim', async () => {
  await copy.plant('central', `DELETE FROM claim WHERE booking_id = ${ticketed.number}`);
  expect(await copy.broken()).toEqual(['I14']);
});

test('I14: an account that stays busy after its booking', async () => {
  await copy.plant(
    'central',
    `UPDATE account_sale SET unpaid_booking = ${released.number} WHERE account_id = 'account-3'`,
  );
  expect(await copy.broken()).toEqual(['I14']);
});

test('I33: a row of the audit trail that was changed afterwards', async () => {
  await copy.plant(
    'central',
    `INSERT INTO audit (actor, action, subject, reason, before, outcome, hash)
       VALUES ('staff:1', 'release-any-hold', '${held.reference}', 'asked on the phone', '{}', 'done', 'not its hash')`,
  );
  expect(await copy.broken()).toEqual(['I33']);
});

test('I33: an act of staff without an audit row', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET story = replace(story, E'\\tsweep', E'\\tstaff:1') WHERE id = ${released.number}`,
  );
  expect(await copy.broken()).toEqual(['I33']);
});

/** A ticketed booking of the same document on a train of a southern bureau at the same time; nothing else of it is right. */
function ticketOnOtherTrain(): string {
  const reference = makeReference({ bureau: 'G', random40: 8n });
  return `
    INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, account_id, request_hash, seat_ids,
      price_fen, passengers, departs_at, arrives_at, confirmed_intent)
    VALUES (8, 'G', '${reference}', 8, 4, 0, 1, 3, 'account-8', 'hash', '{8}', 100, '[]', '${date}T09:00Z', '${date}T11:00Z', 'pi_8');
    INSERT INTO ticket (id, booking_id, ord, run_id, seat_id, from_stop, to_stop, traveller_id, document_hash, train_id,
      service_date, price_fen, qr)
    VALUES ('G0TICKET', 8, 1, 8, 8, 0, 1, 'traveller-1', '${ticketed.document}', 8, '${date}', 100, 'none')`;
}
