import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { HoldRequest } from '@interlock/db/seat-requests';
import type { SeatClass } from '@interlock/domain/classes';
import { classesOf, seatsOf } from '@interlock/domain/coach-layout';
import { type IntentId, type RunId, serviceDateOfRun } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { type TrainPlan, arrives, boards } from '@interlock/domain/timetable/train-plan';
import type { BookingIds } from './booking-ids.ts';
import { type Random, createRandom } from './random.ts';

/** What one buyer does: hold, then give it back or pay. */
export interface Purchase {
  readonly hold: HoldRequest;
  /** The intent that pays for it; null: it is given back. */
  readonly intentId: IntentId | null;
  /** When its id was made: the clock of the one who asks. */
  readonly atMs: number;
}

/** A run on sale and its train's place in benchTrains. */
export interface BenchRun {
  readonly runId: RunId;
  readonly train: number;
}

/** Holds that are released again, measured on a ticket platform; the others are paid. */
const releasedShare = 0.43;
/** Passengers of a request, 1 to 5; 1.9 on average. */
const partySizes = [46, 30, 14, 7, 3];
/** How often a big stop is asked for against another one. */
const bigStopWeight = 6;
const bigStops = 5;
/** A run is asked for this much of what it has, counted in seats times segments, net of what is given back. */
const demandPerCapacity = 1.2;
const holdWindowMs = 20 * 60_000;
const hourMs = 3_600_000;

/** Every purchase that one run is asked for, from empty to sold out and past it; the same for the same seed. */
export function purchasesOf(
  run: BenchRun & { plan: TrainPlan; seed: number; ids: BookingIds },
): Purchase[] {
  const { plan, runId, ids } = run;
  const random = createRandom(run.seed * 31 + runId);
  const segments = plan.stops.length - 1;
  const mix = {
    plan,
    runId,
    random,
    ids,
    classes: classShares(plan),
    stops: stopWeights(segments),
  };
  const capacity = seatsOf(plan.layout).length * segments * demandPerCapacity;
  const purchases: Purchase[] = [];
  for (let asked = 0; asked < capacity;) {
    const purchase = onePurchase(mix);
    const { count, from, to } = purchase.hold;
    purchases.push(purchase);
    if (purchase.intentId !== null) asked += count * (to - from);
  }
  return purchases;
}

/** Endless purchases over many runs: once each, then the first in the list the most often, Zipf with exponent 0.8. */
export function* zipfPurchases(input: {
  runs: readonly (BenchRun & { plan: TrainPlan })[];
  seed: number;
  ids: BookingIds;
}): Generator<Purchase> {
  const random = createRandom(input.seed);
  const weights = input.runs.map((_, rank) => (rank + 1) ** -0.8);
  const mixes = input.runs.map(({ plan, runId }) => ({
    plan,
    runId,
    random,
    ids: input.ids,
    classes: classShares(plan),
    stops: stopWeights(plan.stops.length - 1),
  }));
  for (const mix of mixes) yield onePurchase(mix);
  for (;;) {
    const mix = mixes[random.weighted(weights)];
    if (mix !== undefined) yield onePurchase(mix);
  }
}

interface Mix {
  readonly plan: TrainPlan;
  readonly runId: RunId;
  readonly random: Random;
  readonly ids: BookingIds;
  readonly classes: readonly { readonly seatClass: SeatClass; readonly share: number }[];
  readonly stops: readonly number[];
}

function classShares(plan: TrainPlan): Mix['classes'] {
  const seats = seatsOf(plan.layout);
  return classesOf(plan.layout).map((seatClass) => ({
    seatClass,
    share: seats.filter((seat) => seat.class === seatClass).length,
  }));
}

/** The first, the last and three stops between them are the big cities. */
function stopWeights(segments: number): number[] {
  const big = new Set(
    Array.from({ length: bigStops }, (_, at) => Math.round((at * segments) / (bigStops - 1))),
  );
  return Array.from({ length: segments + 1 }, (_, stop) => (big.has(stop) ? bigStopWeight : 1));
}

function onePurchase(mix: Mix): Purchase {
  const { plan, random, runId, ids } = mix;
  const [from, to] = rideOf(mix);
  const seatClass = mix.classes[random.weighted(mix.classes.map(({ share }) => share))]?.seatClass;
  if (seatClass === undefined) throw new Error(`train ${plan.trainId} has no seats`);
  const count = 1 + random.weighted(partySizes);
  const isReleased = random.next() < releasedShare;
  const { atMs, ...named } = ids.next();
  return {
    hold: holdOf({ plan, runId, from, to, seatClass, count, ...named }),
    atMs,
    intentId: isReleased ? null : (`pi_${randomBytes(12).toString('hex')}` as IntentId),
  };
}

function rideOf({ random, stops }: Mix): [number, number] {
  const one = random.weighted(stops);
  const other = random.weighted(stops);
  if (one === other) return one === stops.length - 1 ? [one - 1, one] : [one, one + 1];
  return [Math.min(one, other), Math.max(one, other)];
}

const accounts = Array.from({ length: 2_000 }, () => randomBytes(16).toString('hex'));

interface Wanted {
  readonly plan: TrainPlan;
  readonly runId: RunId;
  readonly from: number;
  readonly to: number;
  readonly seatClass: SeatClass;
  readonly count: number;
  readonly bookingId: HoldRequest['bookingId'];
  readonly reference: HoldRequest['reference'];
}

/** A hold as the worker's activity makes it: every column as long as in the product. */
function holdOf(wanted: Wanted): HoldRequest {
  const { plan, runId, from, to, seatClass, count } = wanted;
  const date = serviceDateOfRun(runId);
  const departsAt = boards(plan, date, from);
  const fareFen = 5_500 * (to - from);
  return {
    bookingId: wanted.bookingId,
    reference: wanted.reference,
    runId,
    seatClass,
    from,
    to,
    count,
    letters: [],
    windowMs: holdWindowMs,
    graceMs: 60_000,
    // The patience of the product is for callers who have gone; in a closed loop nobody goes.
    giveUpAt: (Date.now() + hourMs) as Instant,
    booking: {
      accountId: accounts[randomInt(accounts.length)] ?? '',
      channel: 'passenger',
      requestHash: randomBytes(32).toString('base64url').slice(0, 22),
      priceFen: fareFen * count,
      currency: 'CNY',
      language: 'zh',
      passengers: Array.from({ length: count }, (_, ord) => ({
        ord,
        travellerId: randomUUID(),
        nameMasked: '王**',
        documentMasked: '1101***********02X',
        documentHash: randomBytes(32).toString('base64url').slice(0, 22),
        ticketType: 'adult',
        fareFen,
      })),
      // A sealed {"email": …, "phone": …}: key id, nonce, tag, text.
      contactSealed: randomBytes(94),
      departsAt,
      arrivesAt: arrives(plan, date, to),
      lastMoment: (departsAt - 600_000) as Instant,
    },
  };
}
