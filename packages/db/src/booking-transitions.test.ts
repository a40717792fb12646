import { type IntentId, bookingNumber } from '@interlock/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlStateOf } from './database-errors.ts';
import type { SeatAllocator } from './seat-allocator.ts';
import type { HoldRequest } from './seat-requests.ts';
import { issue } from './testing/booking-stage.ts';
import {
  type ShardFixture,
  createShardFixture,
  insertPayment,
  moveDeadline,
  newBookingId,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';

const intentId = (name: string) => `pi_${name}_${Math.random().toString(36).slice(2)}` as IntentId;

let shard: ShardFixture;
let allocator: SeatAllocator;

beforeAll(async () => {
  shard = await createShardFixture();
  allocator = shard.allocator();
});

afterAll(() => shard.close());

test('a hold is not released while the right money waits and its end is ahead', async () => {
  const { bookingId } = await held();
  await insertPayment(shard, { bookingId, intentId: intentId('waits') });
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({
    kind: 'payment-in-progress',
  });
  await moveDeadline(shard, bookingId, { payBy: -30, expiresAt: 30 });
  expect(
    await allocator.release(sampleRelease(bookingId, { due: 'pay-by', reason: 'expired' })),
  ).toEqual({ kind: 'payment-in-progress' });
});

test('past its end a hold is released by the sweep, money or not', async () => {
  const { bookingId } = await held();
  await insertPayment(shard, { bookingId, intentId: intentId('late') });
  await moveDeadline(shard, bookingId, { payBy: -90, expiresAt: -30 });
  expect(
    await allocator.release(sampleRelease(bookingId, { due: 'expires-at', reason: 'expired' })),
  ).toEqual({ kind: 'released', reason: 'expired', seatsFreed: 2 });
});

test('wrong, refused and voided money does not keep a hold', async () => {
  for (const payment of [{ amountFen: 1 }, { state: 'voided' }, { state: 'open' }]) {
    const { bookingId } = await held();
    await insertPayment(shard, { bookingId, intentId: intentId('no'), ...payment });
    expect(await allocator.release(sampleRelease(bookingId))).toMatchObject({ kind: 'released' });
  }
  const { bookingId } = await held();
  const refused = intentId('refused');
  await insertPayment(shard, { bookingId, intentId: refused });
  await shard.admin.query('UPDATE payment SET refused_at = now() WHERE intent_id = $1', [refused]);
  expect(await allocator.release(sampleRelease(bookingId))).toMatchObject({ kind: 'released' });
});

test('the database clock decides whether a deadline has passed', async () => {
  const { bookingId } = await held();
  expect(
    await allocator.release(sampleRelease(bookingId, { due: 'pay-by', reason: 'expired' })),
  ).toMatchObject({ kind: 'not-due' });
  await moveDeadline(shard, bookingId, { payBy: -1, expiresAt: 59 });
  expect(
    await allocator.release(sampleRelease(bookingId, { due: 'expires-at', reason: 'expired' })),
  ).toMatchObject({ kind: 'not-due' });
  expect(
    await allocator.release(sampleRelease(bookingId, { due: 'pay-by', reason: 'expired' })),
  ).toMatchObject({ kind: 'released' });
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({
    kind: 'already-released',
    reason: 'expired',
  });
});

test('confirming is a compare-and-set: the first right intent wins, the second is second money', async () => {
  const { bookingId } = await held();
  const [first, second] = [intentId('first'), intentId('second')];
  await insertPayment(shard, { bookingId, intentId: first });
  await insertPayment(shard, { bookingId, intentId: second, attempt: 2 });
  const confirm = (intent: IntentId) =>
    allocator.confirm({ bookingId, intentId: intent, actor: 'workflow' });
  expect(await Promise.all([confirm(first), confirm(second)])).toEqual([
    { kind: 'confirmed' },
    { kind: 'second-money', state: 'confirmed' },
  ]);
  expect(await confirm(first)).toEqual({ kind: 'same-answer', state: 'confirmed' });
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({
    kind: 'payment-in-progress',
  });
  expect(await eventsOf(bookingId)).toEqual(['hold null>1 workflow', 'confirm 1>2 workflow']);
});

test('a confirmation needs a known, unrefused intent with the right amount', async () => {
  const { bookingId } = await held();
  const [wrong, refused, open, right] = ['wrong', 'refused', 'open', 'right'].map(intentId) as [
    IntentId,
    IntentId,
    IntentId,
    IntentId,
  ];
  await insertPayment(shard, { bookingId, intentId: wrong, amountFen: 55_299, attempt: 1 });
  await insertPayment(shard, { bookingId, intentId: refused, attempt: 2 });
  await insertPayment(shard, { bookingId, intentId: open, state: 'open', attempt: 3 });
  await insertPayment(shard, { bookingId, intentId: right, state: 'captured', attempt: 4 });
  await shard.admin.query('UPDATE payment SET refused_at = now() WHERE intent_id = $1', [refused]);
  const kindOf = async (intent: IntentId) =>
    (await allocator.confirm({ bookingId, intentId: intent, actor: 'settle' })).kind;
  expect(await kindOf(intentId('nobody'))).toBe('unknown-payment');
  expect(await kindOf(wrong)).toBe('wrong-amount');
  expect(await kindOf(refused)).toBe('refused-intent');
  expect(await kindOf(open)).toBe('unknown-payment');
  expect(await kindOf(right)).toBe('confirmed');
});

test('in one batch each confirm and release gets its own answer, whatever the payments beside it are', async () => {
  const bookings = await Promise.all(Array.from({ length: 5 }, () => held()));
  const [paid, unpaid, wrong, kept, given] = bookings.map(({ bookingId }) => bookingId);
  if (!paid || !unpaid || !wrong || !kept || !given) throw new Error('five are held');
  const [right, nobody, cheap] = [intentId('right'), intentId('nobody'), intentId('cheap')];
  await insertPayment(shard, { bookingId: paid, intentId: right });
  await insertPayment(shard, { bookingId: wrong, intentId: cheap, amountFen: 1 });
  await insertPayment(shard, { bookingId: kept, intentId: intentId('kept') });
  const answers = await Promise.all([
    allocator.confirm({ bookingId: paid, intentId: right, actor: 'workflow' }),
    allocator.confirm({ bookingId: unpaid, intentId: nobody, actor: 'workflow' }),
    allocator.confirm({ bookingId: wrong, intentId: cheap, actor: 'workflow' }),
    allocator.release(sampleRelease(kept)),
    allocator.release(sampleRelease(given)),
  ]);
  expect(answers.map(({ kind }) => kind)).toEqual([
    'confirmed',
    'unknown-payment',
    'wrong-amount',
    'payment-in-progress',
    'released',
  ]);
  expect(await eventsOf(paid)).toEqual(['hold null>1 workflow', 'confirm 1>2 workflow']);
});

test('a hold past its end, released or unknown, cannot be confirmed', async () => {
  const { bookingId } = await held();
  const intent = intentId('late');
  await insertPayment(shard, { bookingId, intentId: intent });
  await moveDeadline(shard, bookingId, { payBy: -61, expiresAt: -1 });
  expect(await allocator.confirm({ bookingId, intentId: intent, actor: 'workflow' })).toEqual({
    kind: 'hold-lost',
  });
  await allocator.release(sampleRelease(bookingId, { due: 'expires-at', reason: 'expired' }));
  expect(await allocator.confirm({ bookingId, intentId: intent, actor: 'workflow' })).toEqual({
    kind: 'hold-lost',
  });
  expect(
    await allocator.confirm({ bookingId: newBookingId(), intentId: intent, actor: 'workflow' }),
  ).toEqual({ kind: 'hold-lost' });
});

test('a confirmed booking is given up only when its money is refused or gone', async () => {
  const { bookingId } = await held();
  const intent = intentId('declined');
  await insertPayment(shard, { bookingId, intentId: intent });
  await allocator.confirm({ bookingId, intentId: intent, actor: 'workflow' });
  const release = () =>
    allocator.release(
      sampleRelease(bookingId, { expect: 'confirmed', due: 'expires-at', reason: 'refused' }),
    );
  await moveDeadline(shard, bookingId, { payBy: -61, expiresAt: -1 });
  expect(await release()).toEqual({ kind: 'payment-in-progress' });
  await shard.admin.query('UPDATE payment SET refused_at = now() WHERE intent_id = $1', [intent]);
  await moveDeadline(shard, bookingId, { payBy: 0, expiresAt: 60 });
  expect(await release()).toMatchObject({ kind: 'not-due' });
  await moveDeadline(shard, bookingId, { payBy: -61, expiresAt: -1 });
  expect(await release()).toEqual({ kind: 'released', reason: 'refused', seatsFreed: 2 });
  expect(await eventsOf(bookingId)).toEqual([
    'hold null>1 workflow',
    'confirm 1>2 workflow',
    'capture-refused 2>4 passenger',
  ]);
});

test('a confirmed booking whose money is gone is kept for other money, and given up it keeps its intent refused', async () => {
  const { bookingId } = await held();
  const [dead, other] = [intentId('dead'), intentId('other')];
  await insertPayment(shard, { bookingId, intentId: dead });
  await allocator.confirm({ bookingId, intentId: dead, actor: 'workflow' });
  await insertPayment(shard, { bookingId, intentId: other, attempt: 2 });
  await shard.admin.query(`UPDATE payment SET state = 'voided' WHERE intent_id = $1`, [dead]);
  await moveDeadline(shard, bookingId, { payBy: -30, expiresAt: 30 });
  const request = sampleRelease(bookingId, {
    expect: 'confirmed',
    due: 'pay-by',
    reason: 'refused',
  });
  expect(await allocator.release(request)).toEqual({ kind: 'payment-in-progress' });
  await shard.admin.query(`UPDATE payment SET state = 'voided' WHERE intent_id = $1`, [other]);
  expect(await allocator.release(request)).toMatchObject({ kind: 'released', reason: 'refused' });
  const { rows } = await shard.admin.query(
    'SELECT intent_id, refused_at IS NOT NULL AS refused FROM payment WHERE booking_id = $1 ORDER BY attempt',
    [bookingNumber(bookingId).toString()],
  );
  expect(rows).toEqual([
    { intent_id: dead, refused: true },
    { intent_id: other, refused: false },
  ]);
});

test('a ticketed booking is never released', async () => {
  const request = await held();
  const { bookingId } = request;
  const intent = intentId('paid');
  await insertPayment(shard, { bookingId, intentId: intent });
  await allocator.confirm({ bookingId, intentId: intent, actor: 'workflow' });
  expect(await issue({ shard }, { request }, intent)).toMatchObject({ kind: 'ticketed' });
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({ kind: 'ticketed' });
  expect(await allocator.confirm({ bookingId, intentId: intent, actor: 'settle' })).toEqual({
    kind: 'same-answer',
    state: 'ticketed',
  });
});

test('a tombstone keeps what is known of the booking that was never held', async () => {
  const request = await holdRequest();
  const { bookingId, reference, runId } = request;
  const tombstone = {
    reference,
    runId,
    seatClass: request.seatClass,
    from: 0,
    to: 2,
    accountId: 'account-1',
    requestHash: 'hash',
  };
  expect(
    await allocator.release(sampleRelease(bookingId, { tombstone, actor: 'janitor' })),
  ).toEqual({ kind: 'tombstoned' });
  const { rows } = await shard.admin.query(
    'SELECT state, release_reason, reference, account_id, seat_ids FROM booking WHERE id = $1',
    [bookingNumber(bookingId).toString()],
  );
  expect(rows).toEqual([
    { state: 4, release_reason: 'tombstone', reference, account_id: 'account-1', seat_ids: [] },
  ]);
  expect(await eventsOf(bookingId)).toEqual(['cancel null>4 janitor']);
});

test('a release frees the seats the row names, not those of whoever asks', async () => {
  const mine = await held();
  const other = await held(mine.runId);
  await allocator.release(sampleRelease(mine.bookingId));
  const { rows } = await shard.admin.query(
    'SELECT count(*)::int AS sold FROM seat WHERE run_id = $1 AND sold <> 0',
    [mine.runId],
  );
  expect(rows).toEqual([{ sold: 2 }]);
  expect(await allocator.hold(other)).toMatchObject({ kind: 'held' });
});

test('the product cannot change sold seats, versions or bookings past commit_batch', async () => {
  const { bookingId, runId } = await held();
  const number = bookingNumber(bookingId);
  const writes = [
    `UPDATE seat SET sold = 0 WHERE run_id = ${runId}`,
    `UPDATE run SET ver = 0 WHERE id = ${runId}`,
    `DELETE FROM seat WHERE run_id = ${runId}`,
    `INSERT INTO seat (id, run_id, class, coach, row_no, letter, sold) VALUES (1, 1, 4, 1, 1, 'A', 1)`,
    `UPDATE booking SET seat_ids = '{}' WHERE id = ${number}`,
    `DELETE FROM booking WHERE id = ${number}`,
    `UPDATE booking SET release_reason = 'cancelled' WHERE id = ${number}`,
    `UPDATE booking SET story = '' WHERE id = ${number}`,
    `SELECT judge_releases('{}', '[]')`,
  ];
  const outcomes: (string | null)[] = [];
  for (const write of writes) {
    const outcome = shard.shards.transact('B', (tx) => tx.$executeRawUnsafe(write));
    outcomes.push(await outcome.then(() => `allowed: ${write}`, sqlStateOf));
  }
  expect(outcomes).toEqual(writes.map(() => '42501'));
  // Without a reason nothing is released, and a reason is not the product's to write.
  const release = `UPDATE booking SET state = 4 WHERE id = ${number}`;
  await expect(shard.shards.transact('B', (tx) => tx.$executeRawUnsafe(release))).rejects.toSatisfy(
    (error) => sqlStateOf(error) === '23514',
  );
});

test('after all this every seat is sold exactly where the bookings say', async () => {
  expect(await shard.breaches()).toEqual([]);
});

async function holdRequest(runId?: HoldRequest['runId']): Promise<HoldRequest> {
  return sampleHold({
    runId: runId ?? (await shard.publish({ stops: 3, seats: 4 })),
    from: 0,
    to: 2,
    count: 2,
  });
}

async function held(runId?: HoldRequest['runId']): Promise<HoldRequest> {
  const request = await holdRequest(runId);
  expect(await allocator.hold(request)).toMatchObject({ kind: 'held' });
  return request;
}

async function eventsOf(bookingId: HoldRequest['bookingId']): Promise<string[]> {
  const { rows } = await shard.admin.query<{ line: string }>(
    `SELECT event || ' ' || coalesce(from_state::text, 'null') || '>' || to_state || ' ' || actor AS line
     FROM booking_event WHERE booking_id = $1 ORDER BY id`,
    [bookingNumber(bookingId).toString()],
  );
  return rows.map((row) => row.line);
}
