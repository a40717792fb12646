import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { passengersToRow } from '@interlock/db/booked-passengers';
import { isSerializationFailure } from '@interlock/db/database-errors';
import { PrismaClient, type Prisma } from '@interlock/db/generated/shard/client';
import type { HoldRequest } from '@interlock/db/seat-requests';
import { seatClassCode } from '@interlock/domain/classes';
import { type IntentId, bookingNumber, bureauOf } from '@interlock/domain/ids';
import { rowMaskOf } from '@interlock/inventory/masks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Seller } from './sellers.ts';

/** Finds free seats of a class; without it each hold would read all seats of the run. */
export const naiveIndex = 'CREATE INDEX naive_run_class ON seat (run_id, class, id)';

/**
 * The reference that every figure of this bench is held against: the transaction that everyone writes first, an
 * interactive Prisma transaction per operation that locks free seats with SELECT … FOR UPDATE, updates them and writes
 * the same booking, event and outbox rows as the product.
 *
 * It is never weakened. What helps it is on: named prepared statements, the product's indexes and one that the
 * product can do without (naiveIndex), ten connections (more
 * are slower on two cores), first fit instead of best fit, no version of the run (which would make one hot row of it),
 * patience instead of Prisma's time limits, another try after a deadlock.
 */
export function naiveSeller(url: string): Seller & { close(): Promise<void> } {
  const client = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max: 10, options: '-c timezone=UTC' },
      {
        statementNameGenerator: (query) => createHash('sha1').update(query.sql).digest('base64url'),
      },
    ),
  });

  async function transact<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await client.$transaction(work, { maxWait: 60_000, timeout: 60_000 });
      } catch (error) {
        if (!isSerializationFailure(error)) throw error;
        await pause(Math.random() * 5);
      }
    }
  }

  return {
    hold: (request) => transact((tx) => hold(tx, request)),
    release: (request) => transact((tx) => release(tx, request)),
    confirm: (request, intentId) => transact((tx) => confirm(tx, { request, intentId })),
    close: () => client.$disconnect(),
  };
}

type Tx = Prisma.TransactionClient;

async function hold(tx: Tx, request: HoldRequest): Promise<'held' | 'sold-out'> {
  const { sold, sold2 } = rowMaskOf(request.from, request.to);
  const code = seatClassCode[request.seatClass];
  const seats = await tx.$queryRaw<SeatRow[]>`
    SELECT id, sold, sold2 FROM seat
     WHERE run_id = ${BigInt(request.runId)} AND class = ${code}::smallint AND pool & 1 <> 0
       AND sold & ${sold}::bigint = 0 AND sold2 & ${sold2}::bigint = 0
     ORDER BY id LIMIT ${request.count}::int FOR UPDATE`;
  if (seats.length < request.count) return 'sold-out';
  const ids = seats.map((seat) => seat.id);
  await tx.$executeRaw`
    UPDATE seat SET sold = sold | ${sold}::bigint, sold2 = sold2 | ${sold2}::bigint WHERE id = ANY (${ids}::bigint[])`;
  await insertBooking(tx, { request, ids });
  const after = seats.map((seat) => ({
    ...seat,
    sold: seat.sold | sold,
    sold2: seat.sold2 | sold2,
  }));
  await publish(tx, { request, before: seats, after });
  return 'held';
}

async function release(tx: Tx, request: HoldRequest): Promise<void> {
  const id = bookingNumber(request.bookingId);
  const { sold, sold2 } = rowMaskOf(request.from, request.to);
  const rows = await tx.$queryRaw<{ seat_ids: bigint[] }[]>`
    SELECT seat_ids FROM booking WHERE id = ${id} AND state = 1 FOR UPDATE`;
  const row = rows[0];
  if (row === undefined) throw new Error(`booking ${request.bookingId} is not held`);
  const before = await tx.$queryRaw<SeatRow[]>`
    SELECT id, sold, sold2 FROM seat WHERE id = ANY (${row.seat_ids}::bigint[]) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE seat SET sold = sold & ~${sold}::bigint, sold2 = sold2 & ~${sold2}::bigint WHERE id = ANY (${row.seat_ids}::bigint[])`;
  const event = storyLine([
    '5',
    'cancel',
    '1',
    '4',
    'passenger',
    `${request.bookingId}:cancel`,
    '{"reason":"cancelled"}',
  ]);
  await tx.$executeRaw`
    UPDATE booking SET state = 4, release_reason = 'cancelled', closed_at = now(), story = story || ${event} WHERE id = ${id}`;
  const after = before.map((seat) => ({
    ...seat,
    sold: seat.sold & ~sold,
    sold2: seat.sold2 & ~sold2,
  }));
  await publish(tx, { request, before, after });
}

async function confirm(
  tx: Tx,
  { request, intentId }: { request: HoldRequest; intentId: IntentId },
): Promise<void> {
  const id = bookingNumber(request.bookingId);
  const rows = await tx.$queryRaw<{ price_fen: number; expires_at: Date }[]>`
    SELECT price_fen, expires_at FROM booking WHERE id = ${id} AND state = 1 FOR UPDATE`;
  const payment = await tx.payment.findUnique({ where: { intentId } });
  const row = rows[0];
  if (row === undefined || payment?.state !== 'authorised' || payment.amountFen !== row.price_fen)
    throw new Error(`booking ${request.bookingId} cannot be confirmed`);
  const event = storyLine(['5', 'confirm', '1', '2', '', intentId]);
  await tx.$executeRaw`
    UPDATE booking SET state = 2, confirmed_intent = ${intentId}, story = story || ${event} WHERE id = ${id}`;
}

interface SeatRow {
  readonly id: bigint;
  readonly sold: bigint;
  readonly sold2: bigint;
}

async function insertBooking(
  tx: Tx,
  { request, ids }: { request: HoldRequest; ids: bigint[] },
): Promise<void> {
  const { booking } = request;
  const payBy = new Date(Date.now() + request.windowMs);
  await tx.booking.create({
    data: {
      id: bookingNumber(request.bookingId),
      bureau: bureauOf(request.bookingId),
      reference: request.reference,
      runId: BigInt(request.runId),
      class: seatClassCode[request.seatClass],
      fromStop: request.from,
      toStop: request.to,
      state: 1,
      accountId: booking.accountId,
      channel: booking.channel,
      requestHash: booking.requestHash,
      seatIds: ids,
      priceFen: booking.priceFen,
      currency: booking.currency,
      language: booking.language,
      passengers: passengersToRow(booking.passengers).map((passenger) => [...passenger]),
      contactSealed: booking.contactSealed === null ? null : new Uint8Array(booking.contactSealed),
      payBy,
      expiresAt: new Date(payBy.getTime() + request.graceMs),
      firstPayBy: payBy,
      lastMoment: new Date(booking.lastMoment),
      departsAt: new Date(booking.departsAt),
      arrivesAt: new Date(booking.arrivesAt),
      story: storyLine(['0', 'hold', '', '1']),
    },
    select: { id: true },
  });
}

/** One event of the booking, as booking_event reads it. */
function storyLine(fields: readonly string[]): string {
  return `${fields.join('\t')}\n`;
}

async function publish(
  tx: Tx,
  told: { request: HoldRequest; before: SeatRow[]; after: SeatRow[] },
): Promise<void> {
  const code = seatClassCode[told.request.seatClass];
  const seats = told.before.map(
    (seat, at) => `1 ${code} ${seat.sold} ${told.after[at]?.sold ?? 0n}`,
  );
  await tx.outbox.create({
    data: { body: { runs: [[told.request.runId]], seats: seats.join(',') } },
    select: { id: true },
  });
}
