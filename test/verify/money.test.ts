import { instant } from '@interlock/domain/time';
import { expect, test } from 'vitest';
import { cleanCopy } from './clean-copy.ts';
import { openWorkflow, providerLines, released, ticketed } from './clean-rows.ts';

const copy = cleanCopy();

test('I20: a ledger operation that does not balance', async () => {
  await copy.plant(
    'north',
    `UPDATE ledger SET credit_fen = 9000 WHERE operation LIKE '%:issue' AND credit_fen > 0`,
  );
  expect(await copy.broken()).toEqual(['I20', 'I21']);
});

test('I20: a line taken out of a ledger operation', async () => {
  await copy.plant('north', `DELETE FROM ledger WHERE operation LIKE '%:issue' AND ord = 1`);
  expect(await copy.broken()).toContain('I20');
});

test('I20: a ledger that could be changed', async () => {
  await copy.plant('north', 'ALTER TABLE ledger DISABLE TRIGGER ledger_append_only');
  const broken = await copy.broken();
  await copy.plant('north', 'ALTER TABLE ledger ENABLE TRIGGER ledger_append_only');
  expect(broken).toEqual(['I20']);
});

test('I21: accounts that do not sum up to zero', async () => {
  await copy.plant('north', ledgerLines(`('x', 1, 'gateway-receivable', 5, 0)`));
  expect(await copy.broken()).toContain('I21');
});

test('I22: captured money of a released booking that is kept', async () => {
  await copy.plant('north', lateMoney('captured', 0));
  copy.outside.lines = [...providerLines, lateLine(0)];
  copy.outside.openWorkflows = () => [openWorkflow, `settle/${released.id}`];
  expect(await copy.broken()).toEqual(['I22']);
});

test('I22: a fare that was given back although its ticket is valid', async () => {
  await copy.plant('north', `UPDATE payment SET refunded_fen = captured_fen`);
  copy.outside.lines = providerLines.map((line) => ({ ...line, refundedFen: line.capturedFen }));
  expect(await copy.broken()).toContain('I22');
});

test('I22: captured money that no booking knows of', async () => {
  copy.outside.lines = [...providerLines, { ...lateLine(0), intentId: 'pi_unknown' }];
  expect(await copy.broken()).toEqual(['I22']);
});

test('I22: late money given back in full is no finding', async () => {
  await copy.plant('north', lateMoney('refunded', 700));
  copy.outside.lines = [...providerLines, lateLine(700)];
  expect(await copy.broken()).toEqual([]);
});

test('I23: a ticket that was not paid in full', async () => {
  await copy.plant('north', `UPDATE booking SET price_fen = 12000 WHERE id = ${ticketed.number}`);
  expect(await copy.broken()).toContain('I23');
});

test('I23: a ticket without any capture', async () => {
  await copy.plant('north', `UPDATE payment SET state = 'authorised', captured_fen = 0`);
  expect(await copy.broken()).toContain('I23');
});

test('I25: a prepayment left over from a booking that has ended', async () => {
  await copy.plant(
    'north',
    ledgerLines(`('x', 1, 'gateway-receivable', 5, 0), ('x', 2, 'customer-prepayment', 0, 5)`),
  );
  expect(await copy.broken()).toEqual(['I25']);
});

test('I28: money reserved for a booking that has ended', async () => {
  await copy.plant('north', lateMoney('authorised', 0));
  await copy.plant(
    'north',
    `UPDATE payment SET created_at = now() - interval '20 min', captured_fen = 0 WHERE intent_id = 'pi_late';
     UPDATE booking SET closed_at = now() - interval '20 min' WHERE id = ${released.number}`,
  );
  copy.outside.openWorkflows = () => [openWorkflow, `settle/${released.id}`];
  expect(await copy.broken()).toEqual(['I28']);
});

test('I28: money that only the provider knows is reserved', async () => {
  const createdAt = instant(Date.now() - 20 * 60_000);
  copy.outside.lines = [
    ...providerLines,
    { ...lateLine(0), intentId: 'pi_unknown', state: 'authorised', capturedFen: 0, createdAt },
  ];
  expect(await copy.broken()).toEqual(['I28']);
});

function lateLine(refundedFen: number) {
  return {
    ...providerLines[0]!,
    intentId: 'pi_late',
    state: refundedFen === 0 ? ('captured' as const) : ('refunded' as const),
    amountFen: 700,
    capturedFen: 700,
    refundedFen,
    bookingId: released.id,
  };
}

function lateMoney(state: string, refundedFen: number): string {
  return `
    INSERT INTO payment (id, booking_id, attempt, intent_id, state, amount_fen, captured_fen, refunded_fen, currency)
      VALUES ('late', ${released.number}, 1, 'pi_late', '${state}', 700, 700, ${refundedFen}, 'CNY');
    INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, outcome, outcome_at)
      VALUES ('evt_late', ${released.number}, 'pi_late', 'captured', 700, 'CNY', 'webhook', 'delivered', now())`;
}

function ledgerLines(values: string): string {
  return `INSERT INTO ledger (operation, ord, booking_id, account, debit_fen, credit_fen, currency)
    SELECT v.column1, v.column2, ${ticketed.number}, v.column3, v.column4, v.column5, 'CNY' FROM (VALUES ${values}) AS v`;
}
