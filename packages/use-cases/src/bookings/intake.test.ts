import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { isSerializationFailure } from '@interlock/db/database-errors';
import {
  closeIntake,
  IntakeRefused,
  takeIn,
  type AskedPlan,
  type IntakeAnswer,
} from '@interlock/db/intake';
import { bookingNumber, makeBookingId, makeReference, runIdOf } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { addDays, type Instant } from '@interlock/domain/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { travelDate } from '../testing/test-railway.ts';

const hour = 3_600_000;
const morning = (Date.parse(`${travelDate}T00:00:00Z`) as Instant) + 0;

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close(['I13', 'I14']));

test('the same key with the same request is the same booking, with another request it is refused', async () => {
  const first = await takeInOne({ account: 'a1', key: 'k', request: 'one seat' });
  expect(first.kind).toBe('new');
  const again = await takeInOne({ account: 'a1', key: 'k', request: 'one seat' });
  expect(again).toMatchObject({ kind: 'again', outcome: null });
  expect(idOf(again)).toBe(idOf(first));
  expect(await takeInOne({ account: 'a1', key: 'k', request: 'two seats' })).toEqual({
    kind: 'refused',
    code: 'key-reused',
  });
  expect((await takeInOne({ account: 'a2', key: 'k', request: 'two seats' })).kind).toBe('new');
});

test('an account has one unpaid booking; it is free again once that has ended', async () => {
  const first = await takeInOne({ account: 'b1' });
  expect(await takeInOne({ account: 'b1' })).toEqual(refused('unpaid-booking-exists'));
  await end(first, 'refused');
  expect((await takeInOne({ account: 'b1' })).kind).toBe('new');
});

test('three cancelled or expired bookings of a day stop the account until the railway midnight', async () => {
  for (const outcome of ['cancelled', 'expired', 'sold-out', 'refused', 'cancelled'] as const) {
    await end(await takeInOne({ account: 'c1' }), outcome);
  }
  expect(await takeInOne({ account: 'c1' })).toEqual(refused('too-many-cancellations'));
  const tomorrow = addDays(travelDate, 1);
  const next = await takeInOne({ account: 'c1', today: tomorrow });
  expect(next.kind).toBe('new');
  await end(next, 'cancelled', tomorrow);
  expect((await takeInOne({ account: 'c1', today: tomorrow })).kind).toBe('new');
});

test('a document travels once on a train and day, whoever books it', async () => {
  await takeInOne({ account: 'd1', documents: ['ann'], trainId: 1 });
  expect(await takeInOne({ account: 'd2', documents: ['ann'], trainId: 1 })).toEqual(
    refused('document-already-on-train'),
  );
  const otherDay = await takeInOne({
    account: 'd3',
    documents: ['ann'],
    trainId: 1,
    hours: [32, 34],
    day: 1,
  });
  expect(otherDay.kind).toBe('new');
});

test('two journeys of a document never overlap; one may start when the other ends', async () => {
  await takeInOne({ account: 'e1', documents: ['bob'], trainId: 1, hours: [8, 10] });
  const overlapping = [
    [9, 11],
    [8, 10],
    [7, 8.5],
    [8.5, 9],
    [7, 12],
  ] as const;
  for (const [trainId, hours] of overlapping.entries()) {
    const asked = { account: `e2-${trainId}`, documents: ['bob'], trainId: trainId + 2, hours };
    expect(await takeInOne(asked)).toEqual(refused('journey-overlaps'));
  }
  const after = { account: 'e3', documents: ['bob'], trainId: 20, hours: [10, 12] as const };
  expect((await takeInOne(after)).kind).toBe('new');
  const before = { account: 'e4', documents: ['bob'], trainId: 21, hours: [6, 8] as const };
  expect((await takeInOne(before)).kind).toBe('new');
});

test('a refused intake leaves nothing behind', async () => {
  await takeInOne({ account: 'f1', documents: ['cyd'], trainId: 1 });
  const before = await everything();
  expect(await takeInOne({ account: 'f2', documents: ['new', 'cyd'], trainId: 1 })).toEqual(
    refused('document-already-on-train'),
  );
  expect(await everything()).toEqual(before);
});

test('without a ticket the documents are free again, with one they stay claimed', async () => {
  const lost = await takeInOne({ account: 'g1', documents: ['dan'], trainId: 1 });
  await end(lost, 'expired');
  const bought = await takeInOne({ account: 'g2', documents: ['dan'], trainId: 1 });
  expect(bought.kind).toBe('new');
  await end(bought, 'ticketed');
  expect(await takeInOne({ account: 'g3', documents: ['dan'], trainId: 1 })).toEqual(
    refused('document-already-on-train'),
  );
  expect((await takeInOne({ account: 'g2', documents: ['eve'], trainId: 1 })).kind).toBe('new');
});

test('an intake closed twice is closed once: its first outcome stays and is counted once', async () => {
  const intake = await takeInOne({ account: 'h1' });
  await end(intake, 'cancelled');
  await end(intake, 'expired');
  const rows = await platform.copy.sql(
    'central',
    `SELECT i.outcome, a.cancel_count FROM intake i JOIN account_sale a USING (account_id) WHERE account_id = 'h1'`,
  );
  expect(rows).toEqual([{ outcome: 'cancelled', cancel_count: 1 }]);
});

test('intakes with the same documents in opposite order wait for each other and one wins', async () => {
  const documents = ['x1', 'x2', 'x3', 'x4'];
  const rounds = 6;
  for (let round = 0; round < rounds; round += 1) {
    const own = documents.map((document) => `${document}-${round}`);
    const answers = await Promise.all([
      takeInOne({ account: `i1-${round}`, documents: own, trainId: 1 }),
      takeInOne({ account: `i2-${round}`, documents: [...own].reverse(), trainId: 1 }),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['new', 'refused']);
  }
  const rows = await platform.copy.sql<{ count: number }>(
    'central',
    `SELECT count(*)::int AS count FROM account_sale WHERE account_id LIKE 'i_-%' AND unpaid_booking IS NOT NULL`,
  );
  expect(rows).toEqual([{ count: rounds }]);
});

interface Asked {
  readonly account: string;
  readonly key?: string;
  readonly request?: string;
  readonly documents?: readonly string[];
  readonly trainId?: number;
  /** Departure and arrival, hours of the tests' day. */
  readonly hours?: readonly [number, number];
  readonly day?: number;
  readonly today?: typeof travelDate;
}

async function takeInOne(asked: Asked): Promise<IntakeAnswer> {
  const plan = planOf(asked);
  const bookingId = makeBookingId({
    bureau: 'B',
    atMs: Date.now(),
    random22: randomInt(2 ** 22),
  });
  const random40 = BigInt(`0x${randomBytes(5).toString('hex')}`);
  try {
    return await platform.context.central.transact((tx) =>
      takeIn(tx, {
        caller: asked.account,
        key: asked.key ?? randomUUID(),
        requestHash: hash(asked.request ?? 'request'),
        bookingId,
        reference: makeReference({ bureau: 'B', random40 }),
        accountId: asked.account,
        plan,
        contactSealed: new Uint8Array(1),
        today: asked.today ?? travelDate,
        rules: demoSaleRules,
      }),
    );
  } catch (error) {
    if (error instanceof IntakeRefused) return refused(error.code);
    expect(isSerializationFailure(error)).toBe(false);
    throw error;
  }
}

function planOf(asked: Asked): AskedPlan {
  const { trainId = randomInt(100, 30_000), hours = [8, 10], day = 0 } = asked;
  const serviceDate = addDays(travelDate, day);
  const documents = asked.documents ?? [randomUUID()];
  return {
    runId: runIdOf(trainId, serviceDate),
    trainId,
    serviceDate,
    seatClass: 'second',
    from: 0,
    to: 1,
    letters: [],
    priceFen: 100 as Fen,
    currency: 'CNY',
    language: 'zh',
    windowMs: demoSaleRules.holdWindowMs,
    departsAt: (morning + hours[0] * hour) as Instant,
    arrivesAt: (morning + hours[1] * hour) as Instant,
    lastMoment: (morning + hours[0] * hour) as Instant,
    passengers: documents.map((document, ord) => ({
      ord,
      travellerId: document,
      nameMasked: '王*',
      documentMasked: '1***2',
      documentHash: hash(document),
      ticketType: 'adult',
      fareFen: 100,
    })),
  };
}

async function end(
  intake: IntakeAnswer,
  outcome: Parameters<typeof closeIntake>[1]['outcome'],
  today = travelDate,
): Promise<void> {
  const bookingId = idOf(intake);
  await platform.context.central.transact((tx) => closeIntake(tx, { bookingId, outcome, today }));
}

function idOf(intake: IntakeAnswer) {
  if (intake.kind === 'refused') throw new Error(`refused: ${intake.code}`);
  expect(bookingNumber(intake.bookingId)).toBeGreaterThan(0n);
  return intake.bookingId;
}

function refused(code: string) {
  return { kind: 'refused', code } as Extract<IntakeAnswer, { kind: 'refused' }>;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function everything(): Promise<object[]> {
  return platform.copy.sql(
    'central',
    `SELECT (SELECT count(*) FROM intake) AS intakes, (SELECT count(*) FROM claim) AS claims,
            (SELECT count(*) FROM account_sale) AS accounts`,
  );
}
