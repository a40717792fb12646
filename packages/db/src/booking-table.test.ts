import { bookingCan } from '@interlock/domain/bookings/booking-can';
import {
  type BookingAnswer,
  type BookingEvent,
  bookingEvents,
  bookingStateNames,
  bookingStateOf,
  decide,
} from '@interlock/domain/bookings/booking-states';
import type { Fen } from '@interlock/domain/money';
import { demoSaleRules as rules } from '@interlock/domain/sale-rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extendHold, readBooking } from './bookings.ts';
import { refuseCapture } from './capture-refusal.ts';
import { receiveMoney } from './money-inbox.ts';
import { type Cell, type From, allCells, factsOf, froms } from './testing/booking-cells.ts';
import {
  type Stage,
  type StagedBooking,
  type Trace,
  issue,
  priceFen,
  stageBooking,
  traceOf,
} from './testing/booking-stage.ts';
import { createShardFixture, sampleRelease } from './testing/shard-fixture.ts';

/**
 * What each answer of the database says in the table's words. Two words where the database does the same for both; the
 * state it leaves, the marks on the intent and the story are compared besides.
 */
const meanings: Record<BookingEvent, Record<string, BookingAnswer[]>> = {
  hold: {
    held: ['held', 'same-answer'],
    'sold-out': ['sold-out'],
    conflict: ['conflict'],
    'hold-lost': ['hold-lost'],
  },
  // The inbox stores the news; what is due once it is delivered follows from the state it answers.
  'money-authorised': {
    'unknown-booking': ['orphan'],
    'extended held': ['deadline-extended'],
    'delivered held': ['leave-alone'],
    'delivered confirmed': ['same-answer', 'leave-alone'],
    'delivered ticketed': ['void'],
    'recorded ticketed': ['same-answer'],
    'delivered released': ['void'],
  },
  confirm: {
    confirmed: ['confirmed'],
    'same-answer': ['same-answer'],
    'second-money': ['second-money'],
    'hold-lost': ['hold-lost'],
    'refused-intent': ['refused-intent'],
    'wrong-amount': ['wrong-amount'],
    'unknown-payment': ['unknown-payment'],
  },
  captured: {
    'unknown-booking': ['orphan'],
    'extended held': ['confirm-then-issue'],
    'delivered held': ['leave-alone'],
    'delivered confirmed': ['issue', 'leave-alone'],
    'delivered ticketed': ['refund'],
    'recorded ticketed': ['same-answer'],
    'delivered released': ['refund'],
  },
  issue: {
    ticketed: ['ticketed', 'same-answer'],
    refused: ['other-intent'],
    'hold-lost': ['hold-lost'],
    impossible: ['impossible'],
  },
  'capture-refused': {
    'held-again': ['held-again'],
    released: ['released'],
    'same-answer': ['same-answer'],
    impossible: ['impossible'],
  },
  cancel: {
    released: ['released'],
    tombstoned: ['released'],
    'payment-in-progress': ['payment-in-progress'],
    ticketed: ['refund-process'],
    'already-released': ['same-answer'],
  },
  deadline: {
    released: ['released'],
    tombstoned: ['released'],
    'not-due': ['not-due'],
    'payment-in-progress': ['payment-in-progress', 'settle'],
    ticketed: ['ticketed'],
    'already-released': ['same-answer'],
  },
};

let stage: Stage;

beforeAll(async () => {
  const shard = await createShardFixture();
  const run = await shard.publish({ stops: 3, seats: 1_000 });
  stage = { shard, run, allocator: shard.allocator() };
});

afterAll(() => stage.shard.close());

test('the SQL answers every cell of the booking table as the table says', async () => {
  const cells = allCells();
  const covered = new Set(cells.map(({ from, event }) => `${from} × ${event}`));
  expect(covered.size).toBe(froms.length * bookingEvents.length);
  const differences = await manyAtOnce(cells, differencesIn);
  expect(differences.flat()).toEqual([]);
  expect(await stage.shard.breaches()).toEqual([]);
}, 60_000);

test('a button is offered exactly when the SQL then does what it says', async () => {
  const clocks = ['ahead', 'past pay-by', 'past expires-at'] as const;
  const cases = bookingStateNames.flatMap((from) =>
    clocks.flatMap((clock) =>
      (['no money', 'money waiting', 'useless money'] as const).flatMap((money) =>
        (['fresh', 'extension used', 'last moment near'] as const).map((past) => {
          return { from, clock, money, past };
        }),
      ),
    ),
  );
  const differences = await manyAtOnce(cases, buttonDifferences);
  expect(differences.flat()).toEqual([]);
  expect(await stage.shard.breaches()).toEqual([]);
});

/** What the database did otherwise than the table says; empty when they agree. */
async function differencesIn(cell: Cell): Promise<string[]> {
  const isNews = cell.event === 'money-authorised' || cell.event === 'captured';
  const state = isNews || cell.intent === 'open' ? 'open' : 'authorised';
  const kind = cell.intent;
  const booking = await stageBooking(stage, { ...cell, intent: { kind, state } });
  if (cell.event === 'confirm' && cell.amount === 'wrong amount') {
    const spoil = 'UPDATE payment SET amount_fen = amount_fen - 1 WHERE intent_id = $1';
    await stage.shard.admin.query(spoil, [booking.intent]);
  }
  const before = await traceOf(stage, booking);
  const answer = await perform(cell, { booking, before });
  const after = await traceOf(stage, booking);
  return compare(cell, { answer, before, after }).map((what) => `${cell.title}: ${what}`);
}

interface Outcome {
  readonly answer: string;
  readonly before: Trace;
  readonly after: Trace;
}

function compare(cell: Cell, { answer, before, after }: Outcome): string[] {
  const expected = decide(cell.from, cell.event, factsOf(cell));
  const told = after.story.slice(before.story.length);
  const moves = told.filter(({ from, to }) => from !== to);
  const isMoved = expected.to !== cell.from;
  const isRefused = cell.intent === 'refused' || expected.marksIntentRefused === true;
  const differences: string[] = [];
  function same(what: string, actual: unknown, wanted: unknown): void {
    if (actual !== wanted) differences.push(`${what} is ${actual}, the table says ${wanted}`);
  }
  if (meanings[cell.event][answer]?.includes(expected.answer) !== true) {
    differences.push(`the database answers '${answer}', the table '${expected.answer}'`);
  }
  same('the state', nameOf(after.state), expected.to);
  if (isMoved) same('the reason', after.reason, expected.reason ?? null);
  if (after.refused !== null && before.refused !== null) {
    same('refused for good', after.refused, isRefused);
  }
  const path = moves.map(({ from, to }) => `${nameOf(from)}>${nameOf(to)}`).join(' ');
  const through = cell.event === 'capture-refused' && cell.from === 'confirmed' ? 'held' : null;
  same('the story', path, pathOf(cell.from, { to: expected.to, through }));
  const isRecorded = told.some(({ event }) => event === 'impossible');
  same(
    'recorded as impossible',
    isRecorded,
    expected.answer === 'impossible' && cell.from !== 'none',
  );
  same(
    'the deadline moved',
    after.payBy !== before.payBy && cell.from === 'held',
    isExtended(cell),
  );
  return differences;
}

/** Money moves a deadline only to now + 15 min, if later: a fresh hold has 20 min. */
function isExtended(cell: Cell): boolean {
  const { answer } = decide(cell.from, cell.event, factsOf(cell));
  const isMoney = answer === 'deadline-extended' || answer === 'confirm-then-issue';
  return isMoney && cell.clock !== 'ahead';
}

function pathOf(from: From, { to, through }: { to: From; through: From | null }): string {
  if (from === to) return '';
  const stops = through === null || through === to ? [from, to] : [from, through, to];
  return stops
    .slice(1)
    .map((stop, index) => `${stops[index]}>${stop}`)
    .join(' ');
}

function nameOf(code: number | null): From {
  return code === null ? 'none' : bookingStateOf(code);
}

interface Performance {
  readonly booking: StagedBooking;
  readonly before: Trace;
}

/** Carries the event out with the product's own operation; answers in one word, money with the state it met. */
async function perform(cell: Cell, performance: Performance): Promise<string> {
  const { booking } = performance;
  const { bookingId } = booking.request;
  const { shard, allocator } = stage;
  const step = { intentId: booking.intent, actor: 'workflow' };
  switch (cell.event) {
    case 'hold':
      return (await allocator.hold(askedAgain(cell, booking))).kind;
    case 'money-authorised':
    case 'captured':
      return hearOfMoney(cell, performance);
    case 'confirm':
      return (await allocator.confirm({ bookingId, ...step })).kind;
    case 'issue':
      return (await issue(stage, booking, booking.intent)).kind;
    case 'capture-refused': {
      const ways = { shards: shard.shards, allocator };
      return (await refuseCapture(ways, { id: bookingId, ...step })).kind;
    }
    case 'cancel':
      return (await allocator.release(sampleRelease(bookingId))).kind;
    case 'deadline': {
      const release = sampleRelease(bookingId, { due: cell.due, reason: 'expired' });
      return (await allocator.release(release)).kind;
    }
  }
}

function askedAgain(cell: Cell, { request }: StagedBooking): StagedBooking['request'] {
  const asker =
    cell.asker === 'other account' ? { accountId: 'account-2' } : { requestHash: 'other' };
  if (cell.asker === 'same request') return request;
  return { ...request, booking: { ...request.booking, ...asker } };
}

async function hearOfMoney(cell: Cell, { booking, before }: Performance): Promise<string> {
  const { bookingId } = booking.request;
  const amountFen = (cell.amount === 'right amount' ? priceFen : priceFen - 1) as Fen;
  const state = cell.event === 'captured' ? 'captured' : 'authorised';
  const news = {
    eventId: `evt_${booking.intent}`,
    bookingId,
    attempt: null,
    sessionId: null,
    intentId: booking.intent,
    state,
    amountFen,
    capturedFen: (state === 'captured' ? amountFen : 0) as Fen,
    refundedFen: 0 as Fen,
    currency: 'CNY',
    source: 'webhook',
  } as const;
  const answer = await stage.shard.shards.transact(bookingId, (tx) =>
    receiveMoney(tx, news, rules),
  );
  if (answer.kind !== 'stored') return answer.kind;
  const { extended } = await traceOf(stage, booking);
  const isExtended = extended === true && before.extended !== true;
  const word = answer.needsDelivery ? 'delivered' : 'recorded';
  return `${isExtended ? 'extended' : word} ${answer.state}`;
}

interface ButtonCase extends Pick<Cell, 'clock' | 'money'> {
  readonly from: Exclude<From, 'none'>;
  readonly past: 'fresh' | 'extension used' | 'last moment near';
}

/** The refusal each answer of the database becomes; true when it has done it. */
const buttonAnswers: Record<string, (true | string)[]> = {
  extended: [true],
  released: [true],
  used: ['extension-used'],
  'too-close': ['too-close-to-departure'],
  'payment-in-progress': ['payment-in-progress'],
  'not-held': ['hold-ended', 'already-ticketed', 'already-released'],
  ticketed: ['already-ticketed'],
  'already-released': ['already-released'],
};

async function buttonDifferences(given: ButtonCase): Promise<string[]> {
  const found: string[] = [];
  for (const button of ['release', 'extend'] as const) {
    const { bookingId: id } = (await stageButton(given)).request;
    const booking = await stage.shard.shards.read(id, (reader) => readBooking(reader, id));
    if (booking?.payBy == null || booking.lastMoment === null) throw new Error('no deadline');
    const offered = bookingCan[button]({
      state: booking.state,
      moneyWaiting: given.money === 'money waiting',
      askedExtensions: booking.askedExtensions,
      now: booking.now,
      rules,
      payBy: booking.payBy,
      firstPayBy: booking.payBy,
      lastMoment: booking.lastMoment,
    });
    const answer = button === 'release' ? await release(id) : await extend(id);
    if (buttonAnswers[answer]?.includes(offered) !== true) {
      const title = `${button}, ${given.from}, ${given.clock}, ${given.money}, ${given.past}`;
      found.push(`${title}: the button says ${offered}, the database answers '${answer}'`);
    }
  }
  return found;
}

async function stageButton({ past, ...given }: ButtonCase): Promise<StagedBooking> {
  const intent = { kind: 'unknown', state: 'open' } as const;
  const booking = await stageBooking(stage, { ...given, seats: 'seats free', intent });
  const change = {
    fresh: 'asked_extensions = 0',
    'extension used': 'asked_extensions = 1',
    'last moment near': 'last_moment = pay_by',
  }[past];
  await stage.shard.admin.query(`UPDATE booking SET ${change} WHERE reference = $1`, [
    booking.request.reference,
  ]);
  return booking;
}

async function release(id: StagedBooking['request']['bookingId']): Promise<string> {
  return (await stage.allocator.release(sampleRelease(id, { actor: 'staff' }))).kind;
}

async function extend(id: StagedBooking['request']['bookingId']): Promise<string> {
  const ask = { id, cause: 'asked', rules, actor: 'staff' } as const;
  return (await stage.shard.shards.transact(id, (tx) => extendHold(tx, ask))).kind;
}

/** Some at a time: as many as the shard has connections for. */
async function manyAtOnce<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const waiting = items.values();
  const answers: Answer[] = [];
  async function worker(): Promise<void> {
    for (const item of waiting) answers.push(await work(item));
  }
  await Promise.all(Array.from({ length: 8 }, worker));
  return answers;
}
