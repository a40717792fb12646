import { randomBytes } from 'node:crypto';
import { sqlStateOf } from '@interlock/db/database-errors';
import { takeIn } from '@interlock/db/intake';
import { receiveMoney } from '@interlock/db/money-inbox';
import { beginAttempt } from '@interlock/db/payments';
import type { AccountId, BookingId, IntentId, RunId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import { lastMomentOf } from '@interlock/domain/sale-rules';
import { serviceDateAt, type ServiceDate } from '@interlock/domain/time';
import { arrives, boards, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import { searchTrains } from '@interlock/use-cases/availability/search-trains';
import { listBookings } from '@interlock/use-cases/bookings/list-bookings';
import { lookUpBooking } from '@interlock/use-cases/bookings/look-up-booking';
import { findBookings } from '@interlock/use-cases/console/find-bookings';
import type { UseCaseContext } from '@interlock/use-cases/context';
import { sealContact } from '@interlock/use-cases/notifications/contact';
import { confirmSeats } from '@interlock/use-cases/process/confirm-seats';
import { issueTickets } from '@interlock/use-cases/process/issue-tickets';
import { newBookingIds } from '@interlock/use-cases/process/new-ids';
import { takeSeats } from '@interlock/use-cases/process/take-seats';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { rideFen, stations } from './history.ts';

/** One passenger's ride that is to be held. */
export interface Ride {
  readonly plan: TrainPlan;
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly from: number;
  readonly to: number;
  readonly account: string;
}

export interface Paid {
  readonly bookingId: BookingId;
  readonly intentId: IntentId;
}

/** Intake and seats, as the product takes them one after the other. Throws unless the ride is held. */
export async function holdRide(context: WorkerContext, ride: Ride): Promise<BookingId> {
  const bookingId = await takeInRide(context, ride);
  const step = await takeSeats(context, bookingId);
  if (step.kind !== 'held') throw new Error(`the hold ended as ${step.kind}`);
  return bookingId;
}

async function takeInRide(context: WorkerContext, ride: Ride): Promise<BookingId> {
  const { plan, date, from, to, account } = ride;
  const ids = newBookingIds(plan.owner, context.now());
  const departsAt = boards(plan, date, from);
  const taking = context.central.transact((central) =>
    takeIn(central, {
      caller: account,
      key: randomBytes(16).toString('hex'),
      requestHash: randomBytes(32).toString('hex'),
      ...ids,
      accountId: account,
      contactSealed: sealContact(context, { email: `${account}@interlock.example` }, ids.reference),
      today: serviceDateAt(context.now(), context.railwayZone),
      rules: context.rules,
      plan: {
        runId: ride.runId,
        trainId: plan.trainId,
        serviceDate: date,
        seatClass: 'second',
        from,
        to,
        letters: [],
        priceFen: rideFen as Fen,
        currency: 'CNY',
        language: 'zh',
        windowMs: context.rules.holdWindowMs,
        departsAt,
        arrivesAt: arrives(plan, date, to),
        lastMoment: lastMomentOf(context.rules, departsAt),
        passengers: [passengerOf(account)],
      },
    }),
  );
  try {
    const intake = await taking;
    if (intake.kind !== 'new') throw new Error(`the intake said ${intake.kind}`);
    return ids.bookingId;
  } catch (error) {
    // Among a million references a new one is drawn twice in some hundred runs of this bench; the product draws again.
    if (sqlStateOf(error) !== '23505') throw error;
    return takeInRide(context, ride);
  }
}

function passengerOf(account: string) {
  return {
    ord: 0,
    travellerId: `traveller-of-${account}`,
    nameMasked: '旅*',
    documentMasked: '1101***********024',
    documentHash: randomBytes(32).toString('hex'),
    ticketType: 'adult' as const,
    fareFen: rideFen,
  };
}

/** The money arrives and the seats are confirmed. Throws unless they are. */
export async function payAndConfirm(
  context: WorkerContext,
  bookingId: BookingId | undefined,
): Promise<Paid> {
  if (bookingId === undefined) throw new Error('fewer bookings were held than are paid for');
  const intentId = `pi_cost_${bookingId}` as IntentId;
  await context.shards.transact(bookingId, (tx) => beginAttempt(tx, bookingId));
  const news = {
    eventId: `evt_a_${intentId}`,
    bookingId,
    attempt: 1,
    sessionId: null,
    intentId,
    state: 'authorised' as const,
    amountFen: rideFen as Fen,
    capturedFen: 0 as Fen,
    refundedFen: 0 as Fen,
    currency: 'CNY',
    source: 'webhook' as const,
  };
  await context.shards.transact(bookingId, (tx) => receiveMoney(tx, news, context.rules));
  const standing = await confirmSeats(context, { bookingId, intentId });
  if (standing.kind !== 'confirmed') throw new Error(`confirming ended as ${standing.kind}`);
  return { bookingId, intentId };
}

export async function issuePaid(context: UseCaseContext, paid: Paid | undefined): Promise<void> {
  if (paid === undefined) throw new Error('fewer bookings were paid for than are issued');
  await issueTickets(context, paid);
}

/** The account's trips; their references. Throws when it has none or a shard is missing. */
export async function listTrips(context: UseCaseContext, account: string): Promise<string[]> {
  const list = await listBookings(context, { kind: 'passenger', accountId: account as AccountId });
  if (list.kind !== 'bookings' || list.unavailable.length > 0 || list.past.length === 0) {
    throw new Error(`the trips of ${account}: ${JSON.stringify(list).slice(0, 200)}`);
  }
  return list.past.map(({ reference }) => reference);
}

export async function lookUp(
  context: UseCaseContext,
  reference: string | undefined,
): Promise<void> {
  const answer = await lookUpBooking(
    context,
    { kind: 'anonymous' },
    { reference: reference ?? '', name: '旅客' },
  );
  if (answer.kind !== 'booking') throw new Error(`booking ${reference} was not found`);
}

export async function findByConsole(context: UseCaseContext, text: string): Promise<void> {
  const actor = { kind: 'staff' as const, accountId: 'growth-staff' as AccountId };
  const found = await findBookings(context, actor, { text });
  if (found.kind !== 'found' || found.bookings.length === 0) {
    throw new Error(`the console found nothing for "${text}"`);
  }
}

/** One search from memory, on another pair of stations and another day each time. */
export async function search(
  context: UseCaseContext,
  { dates, at }: { dates: readonly ServiceDate[]; at: number },
): Promise<void> {
  const from = at % 20;
  const answer = searchTrains(context, {
    from: stations[from]?.telecode ?? '',
    to: stations[from + 3]?.telecode ?? '',
    date: dates[at % dates.length] ?? '',
  });
  if (answer.kind !== 'trains' || answer.trains.length === 0) throw new Error('no train was found');
  await Promise.resolve();
}
