import { randomBytes } from 'node:crypto';
import { createSeatAllocator } from '@interlock/db/seat-allocator';
import type { HoldRequest } from '@interlock/db/seat-requests';
import { issueTickets } from '@interlock/db/tickets';
import { type IntentId, type SeatId, serviceDateOfRun, trainIdOfRun } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';
import { loadInput, tell } from '../frame/load-process.ts';
import { quantile } from '../frame/rounds.ts';
import { authorisePayments } from './authorised-payments.ts';
import { benchShard, openBenchShard } from './bench-databases.ts';
import type { IssueFound } from './issue.ts';
import { type LoadInput, purchasesFor } from './load-input.ts';
import { meterServer } from './server-meter.ts';

interface Confirmed {
  readonly hold: HoldRequest;
  readonly intentId: IntentId;
  readonly seatIds: SeatId[];
}

/** Confirms bookings first; then issues their tickets, ledger lines, message and event, one transaction each. */
const input = await loadInput<LoadInput>();
const purchases = purchasesFor(input);
await authorisePayments(input.urls.app, purchases);
const shards = openBenchShard(input.urls.app);
const confirmed = await confirmAll();
const meter = await meterServer(input);
const latencies: number[] = [];
await meter.begin();
const began = performance.now();
const left = confirmed.values();
await Promise.all(
  Array.from({ length: input.clients }, async () => {
    for (const booking of left) await issueOne(booking);
  }),
);
const seconds = (performance.now() - began) / 1000;
await meter.end();
await shards.close();
const found: IssueFound = {
  issued: latencies.length,
  seconds,
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  ...(await meter.cost()),
};
tell(found);

async function confirmAll(): Promise<Confirmed[]> {
  let now = Date.now();
  const allocator = createSeatAllocator({
    shards,
    shard: benchShard,
    now: () => now as Instant,
    faultPoint: () => undefined,
  });
  const bookings: Confirmed[] = [];
  const queue = purchases.values();
  async function client(): Promise<void> {
    for (const { hold, intentId, atMs } of queue) {
      if (intentId === null) continue;
      now = atMs;
      const answer = await allocator.hold(hold);
      if (answer.kind !== 'held') continue;
      await allocator.confirm({ bookingId: hold.bookingId, intentId, actor: 'workflow' });
      bookings.push({ hold, intentId, seatIds: answer.seats.map((seat) => seat.seatId) });
    }
  }
  await Promise.all(Array.from({ length: input.clients }, client));
  await allocator.close();
  return bookings;
}

async function issueOne({ hold, intentId, seatIds }: Confirmed): Promise<void> {
  const { bookingId, runId, booking } = hold;
  const asked = performance.now();
  const answer = await shards.write(bookingId, (statement) =>
    issueTickets(statement, {
      bookingId,
      intentId,
      runId,
      trainId: trainIdOfRun(runId),
      serviceDate: serviceDateOfRun(runId),
      from: hold.from,
      to: hold.to,
      priceFen: booking.priceFen as Fen,
      currency: booking.currency,
      tickets: booking.passengers.map((passenger, ord) => ({
        id: `B${randomBytes(10).toString('hex').toUpperCase()}`,
        ord,
        seatId: seatIds[ord] ?? (0 as SeatId),
        travellerId: passenger.travellerId,
        documentHash: passenger.documentHash,
        priceFen: passenger.fareFen as Fen,
        // As long as a signed ticket text.
        qr: randomBytes(150).toString('base64url'),
      })),
      shares: [{ bureau: 'B', amountFen: booking.priceFen as Fen }],
      channels: ['mail'],
      actor: 'workflow',
    }),
  );
  latencies.push(performance.now() - asked);
  if (answer.kind !== 'ticketed')
    throw new Error(`booking ${bookingId} was answered ${answer.kind}`);
}
