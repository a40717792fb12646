import { auditHash, type AuditRow } from '@interlock/db/audit';
import type { AccountId } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { lookUpBooking } from '../bookings/look-up-booking.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import { newBuyer, payAndTell, rowsOf, type Held, type TestBuyer } from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { extendAnyHold } from './extend-hold.ts';
import { getCase } from './get-case.ts';
import { releaseHold } from './release-hold.ts';

const clerk = { kind: 'staff', accountId: 'clerk-1' as AccountId } as const;
const visitor = { kind: 'anonymous' } as const;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('a release by staff frees the seats and leaves who, why and what in the audit', async () => {
  const { reference } = held.view;
  const released = await releaseHold(platform.context, clerk, { reference, reason: ' by phone ' });
  expect(released).toMatchObject({ state: 'released', phase: 'released' });
  const [row] = await auditOf(reference);
  expect(row).toMatchObject({
    actor: 'staff:clerk-1',
    action: 'release-any-hold',
    reason: 'by phone',
    before: { state: 'held' },
    after: { state: 'released' },
    outcome: 'done',
  });
  const [event] = await rowsOf<{ actor: string }>(
    platform,
    held.id,
    `SELECT actor FROM booking_event WHERE booking_id = $1 AND event = 'cancel'`,
  );
  expect(event?.actor).toBe('staff:clerk-1');
});

test("an extension by staff is the booking's one extension, and every try is in the audit", async () => {
  const { reference, payBy } = held.view;
  const wish = { reference, reason: 'bank is slow' };
  const extended = await extendAnyHold(platform.context, clerk, wish);
  if (isRefusal(extended)) throw new Error(extended.code);
  expect(extended.payBy! - payBy!).toBe(5 * 60_000);
  expect(await extendAnyHold(platform.context, clerk, wish)).toMatchObject({
    code: 'extension-used',
  });
  expect((await auditOf(reference)).map(({ outcome }) => outcome)).toEqual(['done']);
});

test('an act that could not be done says so in its audit row', async () => {
  const { reference } = held.view;
  platform.processes.state = 'unavailable';
  expect(
    await releaseHold(platform.context, clerk, { reference, reason: 'by phone' }),
  ).toMatchObject({ code: 'process-unavailable' });
  expect(await auditOf(reference)).toMatchObject([{ outcome: 'process-unavailable' }]);
});

test('without a reason, without being staff or without a booking nothing is done or written', async () => {
  const { reference } = held.view;
  const { context } = platform;
  const before = await allAudit();
  for (const reason of ['', '   ', 'x'.repeat(501)]) {
    const asked = { reference, reason };
    expect(await releaseHold(context, clerk, asked)).toMatchObject({ code: 'reason-missing' });
    expect(await extendAnyHold(context, clerk, asked)).toMatchObject({ code: 'reason-missing' });
  }
  const asked = { reference, reason: 'because' };
  expect(await releaseHold(context, buyer.actor, asked)).toMatchObject({ code: 'not-allowed' });
  expect(await releaseHold(context, visitor, asked)).toMatchObject({ code: 'not-signed-in' });
  expect(await getCase(context, buyer.actor, asked)).toMatchObject({ code: 'not-allowed' });
  const unknown = { reference: 'nothing', reason: 'because' };
  expect(await releaseHold(context, clerk, unknown)).toMatchObject({ code: 'unknown-booking' });
  expect(await allAudit()).toEqual(before);
});

test('staff take nothing away while money is on its way', async () => {
  await payAndTell(platform, buyer, held);
  const asked = { reference: held.view.reference, reason: 'by phone' };
  expect(await releaseHold(platform.context, clerk, asked)).toMatchObject({
    code: 'payment-in-progress',
  });
  expect(await getCase(platform.context, clerk, asked)).toMatchObject({
    actions: { release: 'payment-in-progress', extend: 'payment-in-progress' },
    next: { what: 'ticket' },
  });
});

test('each audit row proves the one before it: a changed row breaks the chain', async () => {
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { view } = await newBuyer(platform).hold();
      await extendAnyHold(platform.context, clerk, { ...view, reason: 'drill' });
    }),
  );
  const rows = await allAudit();
  expect(rows.length).toBeGreaterThanOrEqual(6);
  expect(isUnbroken(rows)).toBe(true);
  const changed = rows.map((row, at) => (at === 2 ? { ...row, reason: 'nothing happened' } : row));
  expect(isUnbroken(changed)).toBe(false);
  expect(isUnbroken(rows.filter((_, at) => at !== 2))).toBe(false);
});

test('a case tells the story of the booking, oldest first', async () => {
  const { reference } = held.view;
  await extendAnyHold(platform.context, clerk, { reference, reason: 'bank is slow' });
  const found = await getCase(platform.context, clerk, { reference });
  if (isRefusal(found)) throw new Error(found.code);
  expect(found.events.map(({ event }) => event)).toEqual(['hold', 'deadline-moved']);
  expect(found.audit).toMatchObject([{ actor: 'staff:clerk-1' }]);
  expect(found).toMatchObject({ history: null, process: 'open', next: { what: 'release' } });
});

test('the story names the staff who acted: by name, else by masked address, else only as staff', async () => {
  const { reference } = held.view;
  await extendAnyHold(platform.context, clerk, { reference, reason: 'bank is slow' });
  const namesNow = async (): Promise<unknown> => {
    const found = await getCase(platform.context, clerk, { reference });
    return isRefusal(found) ? found : found.staffNames;
  };
  expect(await namesNow()).toEqual({});
  await platform.copy.sql(
    'central',
    `INSERT INTO "user" (id, name, email, role) VALUES ('clerk-1', ' ', 'lin@example.com', 'staff')`,
  );
  expect(await namesNow()).toEqual({ 'staff:clerk-1': 'l***@example.com' });
  await platform.copy.sql('central', `UPDATE "user" SET name = 'Lin Yue' WHERE id = 'clerk-1'`);
  expect(await namesNow()).toEqual({ 'staff:clerk-1': 'Lin Yue' });
});

test('looked up by reference and name: wrong name, wrong reference and no reference are one answer', async () => {
  const { reference } = held.view;
  const { context } = platform;
  const right = await lookUpBooking(context, visitor, { reference, name: '王小明' });
  expect(right).toMatchObject({ reference, state: 'held' });
  const other = `${reference.slice(0, -2)}${reference.at(-2) === '7' ? '8' : '7'}${reference.at(-1)}`;
  const wrong = await Promise.all(
    [
      { reference, name: '李静' },
      { reference, name: '' },
      { reference: other, name: '王小明' },
      { reference: '', name: '王小明' },
      { reference: "B' OR 1=1", name: '王小明' },
    ].map((asked) => lookUpBooking(context, visitor, asked)),
  );
  expect(new Set(wrong.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ kind: 'refused', code: 'unknown-booking' })]),
  );
});

function auditOf(reference: string): Promise<AuditRow[]> {
  return platform.copy.sql('central', 'SELECT * FROM audit WHERE subject = $1 ORDER BY id', [
    reference,
  ]);
}

function allAudit(): Promise<AuditRow[]> {
  return platform.copy.sql('central', 'SELECT * FROM audit ORDER BY id');
}

function isUnbroken(rows: readonly AuditRow[]): boolean {
  return rows.every((row, at) => row.hash === auditHash(rows[at - 1]?.hash ?? '', row));
}
