import { randomInt, randomUUID } from 'node:crypto';
import { fillCoach } from '@interlock/domain/coach-layout';
import {
  type BookingId,
  type BookingReference,
  type IntentId,
  type RunId,
  type ShardName,
  bookingNumber,
  bureauLetters,
  makeBookingId,
  runIdOf,
} from '@interlock/domain/ids';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { type Instant, type ServiceDate, parseServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import pg from 'pg';
import { type Shards, openShards } from '../connections.ts';
import { publishRuns } from '../publish-runs.ts';
import {
  type SeatAllocator,
  type SeatAllocatorOptions,
  createSeatAllocator,
} from '../seat-allocator.ts';
import type { HoldRequest, ReleaseRequest } from '../seat-requests.ts';
import { createShardMap } from '../shard-map.ts';
import { shardLimits } from '../verify/shard-check.ts';
import { lookAtShard, shardChecks, shardInvariantsAtAnyMoment } from '../verify/shard-checks.ts';
import { type TestDatabase, createTestDatabase } from './test-databases.ts';

export const north = 'north' as ShardName;

/** One migrated shard with everything a test of seats needs. */
export interface ShardFixture {
  readonly database: TestDatabase;
  readonly shards: Shards;
  /** A superuser's connections: to look, and to play the other modules' parts. */
  readonly admin: pg.Pool;
  /** Publishes one run of a new train and returns it. */
  publish(shape: { stops: number; seats: number; telecodes?: string[] }): Promise<RunId>;
  allocator(options?: Partial<SeatAllocatorOptions>): SeatAllocator;
  /** Connections of its own, as another process has. */
  connection(): Shards;
  /** Closes those: then the next allocator is the first again. */
  closeConnections(): Promise<void>;
  /** What `verify` finds broken of what must hold at any moment, one line each. */
  breaches(): Promise<string[]>;
  /** Throws when something is broken, unless the test broke it on purpose. */
  close(verdict?: 'whole' | 'broken'): Promise<void>;
}

const alwaysTrue = shardChecks.filter(({ number }) => shardInvariantsAtAnyMoment.includes(number));
const context = { rules: demoSaleRules, limits: shardLimits };

const date = parseServiceDate('2030-05-01') as ServiceDate;

export async function createShardFixture(): Promise<ShardFixture> {
  const database = await createTestDatabase('shard');
  const shards = northShards(database);
  const connections: Shards[] = [];
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  const allocators: SeatAllocator[] = [];
  let trains = 0;

  async function breaches(): Promise<string[]> {
    const found = await lookAtShard(shards, { shard: north, checks: alwaysTrue, context });
    return found.flatMap((result) =>
      result.breaches.map(({ id, why }) => `${result.check.number} ${id}: ${why}`),
    );
  }

  return {
    database,
    shards,
    admin,
    async publish(shape) {
      const plan = samplePlan({ trainId: ++trains, ...shape });
      await publishRuns(shards, { plan, dates: [date], rules: demoSaleRules });
      return runIdOf(plan.trainId, date);
    },
    allocator(options = {}) {
      const allocator = createSeatAllocator({
        shards,
        shard: north,
        now: () => Date.now() as Instant,
        faultPoint: () => undefined,
        ...options,
      });
      allocators.push(allocator);
      return allocator;
    },
    connection() {
      const opened = northShards(database);
      connections.push(opened);
      return opened;
    },
    async closeConnections() {
      await Promise.all(connections.splice(0).map((opened) => opened.close()));
    },
    breaches,
    async close(verdict = 'whole') {
      const broken = verdict === 'broken' ? [] : await breaches();
      await Promise.all(allocators.map((allocator) => allocator.close()));
      await Promise.all([shards, ...connections].map((opened) => opened.close()));
      await admin.end();
      if (broken.length > 0) throw new Error(`verify: ${broken.join('; ')}`);
    },
  };
}

/** All bureaus on the one shard. */
export function northShards({ appUrl }: Pick<TestDatabase, 'appUrl'>): Shards {
  const map = createShardMap(bureauLetters.map((bureau) => ({ bureau, shard: north, epoch: 1 })));
  return openShards({ north: appUrl }, map);
}

/** A train of one coach of second-class seats, one stop every half hour. */
export function samplePlan(shape: {
  trainId: number;
  stops: number;
  seats: number;
  telecodes?: string[];
}): TrainPlan {
  const last = shape.stops - 1;
  return {
    trainId: shape.trainId,
    version: 1,
    owner: 'B',
    numbers: [{ number: `G${shape.trainId}`, fromStop: 0 }],
    zone: 'Asia/Shanghai',
    stops: Array.from({ length: shape.stops }, (_, position) => ({
      position,
      telecode: shape.telecodes?.[position] ?? String(position).padStart(3, 'A'),
      km: position * 50,
      arriveMinutes: position === 0 ? null : 480 + position * 30,
      departMinutes: position === last ? null : 482 + position * 30,
      bureau: null,
    })),
    layout: {
      id: `coach-${shape.seats}`,
      coaches: [
        {
          no: 1,
          dining: false,
          accessible: false,
          seats: fillCoach([{ class: 'second', count: shape.seats }]),
        },
      ],
    },
    rates: { second: 460 },
    saleOpensAt: 480,
  };
}

export function newBookingId(): BookingId {
  return makeBookingId({ bureau: 'B', atMs: Date.now(), random22: randomInt(2 ** 22) });
}

/** A hold of one second-class seat that nothing is wrong with. */
export function sampleHold(
  request: { runId: RunId; from: number; to: number } & Partial<HoldRequest>,
): HoldRequest {
  const bookingId = request.bookingId ?? newBookingId();
  const hour = 3_600_000;
  return {
    bookingId,
    reference: `B${randomUUID().slice(0, 9)}` as BookingReference,
    seatClass: 'second',
    count: 1,
    letters: [],
    windowMs: 1_200_000,
    graceMs: 60_000,
    giveUpAt: (Date.now() + 60_000) as Instant,
    booking: {
      accountId: 'account-1',
      channel: 'passenger',
      requestHash: `hash of ${bookingId}`,
      priceFen: 55_300,
      currency: 'CNY',
      language: 'zh',
      passengers: samplePassengers(request.count ?? 1),
      contactSealed: null,
      departsAt: (Date.now() + 48 * hour) as Instant,
      arrivesAt: (Date.now() + 50 * hour) as Instant,
      lastMoment: (Date.now() + 47 * hour) as Instant,
    },
    ...request,
  };
}

function samplePassengers(count: number): BookedPassenger[] {
  return Array.from({ length: count }, (_, ord) => ({
    ord,
    travellerId: `traveller-${ord}`,
    nameMasked: '王*',
    documentMasked: '1***2',
    documentHash: `document-${ord}`,
    ticketType: 'adult',
    fareFen: Math.floor(55_300 / count),
  }));
}

export function sampleRelease(
  bookingId: BookingId,
  changes: Partial<ReleaseRequest> = {},
): ReleaseRequest {
  return {
    bookingId,
    expect: 'held',
    due: 'now',
    reason: 'cancelled',
    actor: 'passenger',
    operation: `${bookingId}:cancel`,
    ...changes,
  };
}

/** Plays the inbox: a payment row of the booking. */
export async function insertPayment(
  fixture: Pick<ShardFixture, 'admin'>,
  payment: {
    bookingId: BookingId;
    intentId: IntentId;
    state?: string;
    amountFen?: number;
    attempt?: number;
  },
): Promise<void> {
  const attempt = payment.attempt ?? 1;
  await fixture.admin.query(
    `INSERT INTO payment (id, booking_id, attempt, intent_id, state, amount_fen, currency) VALUES ($1, $2, $3, $4, $5, $6, 'CNY')`,
    [
      `${payment.bookingId}:${attempt}`,
      bookingNumber(payment.bookingId).toString(),
      attempt,
      payment.intentId,
      payment.state ?? 'authorised',
      payment.amountFen ?? 55_300,
    ],
  );
}

/** Moves the booking's clock: pay-by and expires-at become this many seconds from now. */
export async function moveDeadline(
  fixture: Pick<ShardFixture, 'admin'>,
  bookingId: BookingId,
  seconds: { payBy: number; expiresAt: number },
): Promise<void> {
  await fixture.admin.query(
    `UPDATE booking SET pay_by = clock_timestamp() + $2 * interval '1 second', expires_at = clock_timestamp() + $3 * interval '1 second' WHERE id = $1`,
    [bookingNumber(bookingId).toString(), seconds.payBy, seconds.expiresAt],
  );
}
