import type { IntentId, ShardName } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { receiveEvent } from '../payments/receive-event.ts';
import type { WorkerContext } from '../process/worker-context.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  newBuyer,
  payOnPage,
  setDeadline,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import { newKey, type TestPlatform } from '../testing/test-platform.ts';
import { janitor } from './janitor.ts';
import { pageMark } from './page-mark.ts';
import { returnOrphans } from './return-orphans.ts';
import { sweep, sweepStart } from './sweep.ts';

const north = 'north' as ShardName;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('the janitor closes what was left open: no row, released, ticketed; and leaves what is under way', async () => {
  const swept = await newBuyer(platform).hold();
  platform.processes.state = 'unavailable';
  const lost = newBuyer(platform);
  const request = {
    key: newKey(),
    travellers: [{ travellerId: await lost.traveller(), ticketType: 'adult' }],
  };
  expect(await lost.ask(request)).toMatchObject({ code: 'process-unavailable' });
  await setDeadline(platform, swept.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark: sweepStart() });
  await platform.copy.sql(
    'central',
    `UPDATE intake SET created_at = created_at - interval '3 min'`,
  );
  await janitor(platform.context, pageMark(0n));
  expect(await intakeOf('account_id', lost.actor.accountId)).toEqual([{ outcome: 'refused' }]);
  expect(await intakeOf('reference', swept.view.reference)).toEqual([{ outcome: 'expired' }]);
  expect(await intakeOf('reference', held.view.reference)).toEqual([{ outcome: null }]);
  // The tombstone stands: the lost request comes too late, its account and documents are free.
  platform.processes.state = 'there';
  expect(await lost.ask(request)).toMatchObject({ code: 'hold-ended' });
  expect(await lost.ask({ travellers: request.travellers })).toMatchObject({ state: 'held' });
});

test('money without a booking is voided or refunded', async () => {
  const voided = await payOnPage(platform, buyer, held);
  const refunded = await capturedIntent();
  for (const intentId of [voided, refunded]) await orphan(intentId);
  await returnOrphans(platform.context, pageMark(''));
  expect([await moneyOf(voided), await moneyOf(refunded)]).toEqual(['voided', 'refunded']);
  expect(await outcomeOf(voided)).toBe('voided');
  expect(await outcomeOf(refunded)).toBe('refunded');
});

test('money without a booking that the provider does not answer for keeps no other waiting', async () => {
  const intents = [await payOnPage(platform, buyer, held), await otherIntent()];
  for (const intentId of intents) await orphan(intentId);
  let fail: (error: Error) => void = () => undefined;
  const silence = new Promise<never>((_resolve, reject) => (fail = reject));
  let asked = 0;
  const context = withLook(() => {
    asked += 1;
    return asked === 1 ? silence : null;
  });
  const round = returnOrphans(context, pageMark(''));
  const outcomes = () => Promise.all(intents.map(outcomeOf));
  await expect.poll(outcomes, { timeout: 20_000 }).toContain('voided');
  fail(new Error('no answer for long'));
  await round;
  expect(await outcomes()).toContain(null);
  await returnOrphans(platform.context, pageMark(''));
  expect(await outcomes()).toEqual(['voided', 'voided']);
});

test('behind fifty intents that nobody can settle the next one comes in the next round', async () => {
  await platform.copy.sql(
    'central',
    `INSERT INTO orphan_event (event_id, intent_id, kind, amount_fen, currency, received_at)
     SELECT 'stuck' || n, 'a' || n, 'authorised', 1, 'CNY', clock_timestamp() - interval '1 day' FROM generate_series(1, 50) n`,
  );
  const intentId = await payOnPage(platform, buyer, held);
  await orphan(intentId);
  const processing = { ...(await look(intentId)), state: 'processing' } as const;
  const context = withLook((asked) => (asked === intentId ? null : Promise.resolve(processing)));
  const mark = pageMark('');
  await returnOrphans(context, mark);
  expect(await outcomeOf(intentId)).toBeNull();
  await returnOrphans(context, mark);
  expect(await outcomeOf(intentId)).toBe('voided');
});

type Look = ReturnType<WorkerContext['payments']['lookAtIntent']>;

/** A context whose provider is played for some intents; null asks the real one. */
function withLook(answer: (intentId: IntentId) => Look | null): WorkerContext {
  const { context } = platform;
  const lookAtIntent = (of: { intentId: string }): Look =>
    answer(of.intentId as IntentId) ?? context.payments.lookAtIntent(of);
  return { ...context, payments: { ...context.payments, lookAtIntent } };
}

function look(intentId: IntentId): Look {
  return platform.context.payments.lookAtIntent({ intentId });
}

async function moneyOf(intentId: IntentId): Promise<string> {
  return (await look(intentId)).state;
}

/** News of the intent that names nobody's booking. */
async function orphan(intentId: IntentId): Promise<void> {
  await receiveEvent(platform.context, {
    kind: 'event',
    eventId: `evt_${newKey()}`,
    type: 'payment_intent',
    createdAt: platform.context.now(),
    intentId,
    money: await look(intentId),
    bookingId: 'somebody-elses',
  });
}

async function otherIntent(): Promise<IntentId> {
  const other = newBuyer(platform);
  return payOnPage(platform, other, await other.hold());
}

async function capturedIntent(): Promise<IntentId> {
  const other = newBuyer(platform);
  const booking = await other.hold();
  const intentId = await payOnPage(platform, other, booking);
  const amountFen = booking.view.priceFen as never;
  await platform.context.payments.capture({ bookingId: booking.id, intentId, amountFen });
  return intentId;
}

async function outcomeOf(intentId: IntentId): Promise<string | null | undefined> {
  const rows = await platform.copy.sql<{ outcome: string | null }>(
    'central',
    'SELECT outcome FROM orphan_event WHERE intent_id = $1',
    [intentId],
  );
  return rows[0]?.outcome;
}

function intakeOf(column: 'account_id' | 'reference', value: string): Promise<object[]> {
  return platform.copy.sql('central', `SELECT outcome FROM intake WHERE ${column} = $1`, [value]);
}
