import { createHash } from 'node:crypto';
import { ownBookingInTheWay } from '@interlock/db/claims';
import { isSerializationFailure, sqlStateOf } from '@interlock/db/database-errors';
import {
  findIntake,
  IntakeRefused,
  takeIn,
  type AskedPlan,
  type IntakeAnswer,
} from '@interlock/db/intake';
import type { BookingId, BookingReference } from '@interlock/domain/ids';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '@interlock/domain/refusals';
import { serviceDateAt, type Instant } from '@interlock/domain/time';
import { accountOf } from '../accounts/account-of.ts';
import type { KnownRun } from '../availability/read-model.ts';
import type { UseCaseContext } from '../context.ts';
import { sealContact } from '../notifications/contact.ts';
import { rememberHeld } from '../process/booking-facts.ts';
import { newBookingIds } from '../process/new-ids.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { checkRide } from './check-ride.ts';
import { refusalOfPlaces, refusalOfTaken, seatsTaken } from './check-seats.ts';
import { parseHoldInput, type HoldInput } from './hold-input.ts';
import { loadBooking } from './load-booking.ts';
import { planHold } from './plan-hold.ts';

const intakeTriesMax = 3;

export interface HeldAnswer {
  readonly kind: 'held';
  readonly booking: BookingView;
}

/**
 * Holds seats for the caller: memory, intake, then the booking's durable process. The same key and request again give
 * the same booking; the same key for another request is refused.
 */
export async function holdSeats(
  context: UseCaseContext,
  actor: Actor,
  raw: unknown,
): Promise<HeldAnswer | Refusal> {
  const denied = whyNot(actor, 'hold-seats');
  if (denied !== null) return refuse(denied);
  const accountId = accountOf(actor);
  const parsed = parseHoldInput(raw, context.rules);
  if (isRefusal(parsed)) return parsed;
  const { input } = parsed;
  const requestHash = hashOf(input);
  try {
    const ride = checkRide(context, input);
    if (isRefusal(ride))
      return await unlessKnown(context, { accountId, input, requestHash, refusal: ride });
    const wrongSeats = refusalOfPlaces(ride.run, input);
    if (wrongSeats !== null) return wrongSeats;
    const taken = await refusalOfTaken(context, ride.run, input);
    // The seats may be its own: only a request never taken in before is refused for them.
    if (taken !== null)
      return await unlessTakenIn(context, { accountId, input, requestHash, refusal: taken });
    context.recentKeys.add(accountId, input.key);
    const plan = await planHold(context, { accountId, input, run: ride.run });
    if ('code' in plan) return plan;
    const intake = await takeInWithRetry(context, {
      accountId,
      input,
      requestHash,
      plan,
      run: ride.run,
    });
    if (intake.kind === 'refused')
      return await refusalOfIntake(context, { accountId, plan, ...intake });
    context.faultPoint('after-intake');
    return await goOn(context, intake);
  } catch (error) {
    return refusalOfFault(error);
  }
}

interface KnownOrRefused {
  readonly accountId: string;
  readonly input: HoldInput;
  readonly requestHash: string;
  readonly refusal: Refusal;
}

/** A request that was taken in before is answered from its booking, whatever memory says now. */
async function unlessKnown(
  context: UseCaseContext,
  asked: KnownOrRefused,
): Promise<HeldAnswer | Refusal> {
  const { accountId, input, refusal } = asked;
  if (!context.recentKeys.mayKnow(accountId, input.key, context.now())) return refusal;
  return unlessTakenIn(context, asked);
}

async function unlessTakenIn(
  context: UseCaseContext,
  asked: KnownOrRefused,
): Promise<HeldAnswer | Refusal> {
  const { accountId, input, requestHash, refusal } = asked;
  const known = await context.central.read((central) =>
    findIntake(central, { caller: accountId, key: input.key, requestHash }),
  );
  return known === null ? refusal : goOn(context, known);
}

/** A refusal for a booking of the same account names it, so that the way there is one click. */
async function refusalOfIntake(
  context: UseCaseContext,
  refused: { accountId: string; plan: AskedPlan; code: RefusalCode },
): Promise<Refusal> {
  const { accountId, plan, code } = refused;
  if (code !== 'document-already-on-train' && code !== 'journey-overlaps') return refuse(code);
  const booking = await context.central.read((central) =>
    ownBookingInTheWay(central, { accountId, plan }),
  );
  return booking === null ? refuse(code) : refuse(code, { detail: { booking } });
}

interface NewIntake {
  readonly accountId: string;
  readonly input: HoldInput;
  readonly requestHash: string;
  readonly plan: AskedPlan;
  readonly run: KnownRun;
}

async function takeInWithRetry(context: UseCaseContext, asked: NewIntake): Promise<IntakeAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await takeInOnce(context, asked);
    } catch (error) {
      if (error instanceof IntakeRefused) return { kind: 'refused', code: error.code };
      const isClash = isSerializationFailure(error) || sqlStateOf(error) === '23505';
      if (!isClash || attempt >= intakeTriesMax) throw error;
    }
  }
}

async function takeInOnce(context: UseCaseContext, asked: NewIntake): Promise<IntakeAnswer> {
  const { accountId, input, requestHash, plan, run } = asked;
  const ids = newBookingIds(run.plan.owner, context.now());
  return context.central.write((central) =>
    takeIn(central, {
      caller: accountId,
      key: input.key,
      requestHash,
      ...ids,
      accountId,
      plan,
      contactSealed: sealContact(context, input.contact, ids.reference),
      today: serviceDateAt(context.now(), context.railwayZone),
      rules: context.rules,
    }),
  );
}

/** Opens the process, or joins it, and turns its answer into the caller's. */
async function goOn(context: UseCaseContext, intake: IntakeAnswer): Promise<HeldAnswer | Refusal> {
  if (intake.kind === 'refused') return refuse(intake.code);
  if (
    intake.kind === 'again' &&
    (intake.outcome === 'sold-out' || intake.outcome === 'seats-taken')
  )
    return refuse(intake.outcome, intake.outcome === 'sold-out' ? {} : { field: 'seats' });
  // Given up as busy, too: "ask again with the same key" would never end, so the same key now hears that it is over.
  if (intake.kind === 'again' && intake.outcome !== null) return answerFromRow(context, intake);
  const reply = await context.processes.hold({
    bookingId: intake.bookingId,
    shard: context.shards.shardOf(intake.bookingId),
    decideBy: (context.now() + context.rules.decideByMs) as Instant,
    timings: {
      holdAnswerMs: context.rules.holdAnswerMs,
      notifyForMs: context.rules.notifyForMs,
      alarmAfterMs: context.rules.alarmAfterMs,
    },
    waitMs: context.rules.callerWaitMs,
  });
  switch (reply.kind) {
    case 'held':
      return answerFromRow(context, intake);
    case 'sold-out':
      return refuse('sold-out');
    case 'seats-taken':
      return seatsTaken(reply);
    case 'busy':
      return busyOrAway(context, intake);
    case 'hold-lost':
    case 'conflict':
      return refuse('hold-ended');
    // Ended, and its answer with it: the row tells how.
    case 'gone':
      return (await heldByRow(context, intake)) ?? refuse('busy');
    // Still deciding: a row that is held now may yet be given up, so the caller asks again with the same key.
    case 'no-answer':
      return busyOrAway(context, intake);
    case 'unavailable':
      return (await heldByRow(context, intake)) ?? refuse('process-unavailable');
  }
}

/** A shard may have gone away while it was asked; that is what the caller is told then. */
function busyOrAway(context: UseCaseContext, intake: { bookingId: BookingId }): Refusal {
  const shard = context.shards.shardOf(intake.bookingId);
  return refuse(context.availability.isReachable(shard) ? 'busy' : 'shard-unavailable');
}

async function answerFromRow(
  context: UseCaseContext,
  ids: { bookingId: BookingId; reference: BookingReference },
): Promise<HeldAnswer | Refusal> {
  return (await heldByRow(context, ids)) ?? refuse('hold-ended');
}

async function heldByRow(
  context: UseCaseContext,
  ids: { bookingId: BookingId },
): Promise<HeldAnswer | null> {
  const booking = await loadBooking(context, ids.bookingId);
  if (booking === null) return null;
  rememberHeld(context, booking);
  return { kind: 'held', booking: bookingView(context, booking) };
}

/** A stable fingerprint of what was asked, 132 bits of it; the key itself is not part of it. */
function hashOf(input: HoldInput): string {
  const { key: _key, contact: _contact, ...asked } = input;
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 22);
}
