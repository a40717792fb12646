import { type BookingReference, bookingNumber } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HoldRequest } from './seat-requests.ts';
import { type ShardFixture, createShardFixture, sampleHold } from './testing/shard-fixture.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

afterAll(() => shard.close());

test('every column of a booking says what its hold asked for, whatever else is in the batch', async () => {
  const runId = await shard.publish({ stops: 6, seats: 300 });
  const allocator = shard.allocator();
  const requests = Array.from({ length: 60 }, (_, at) => distinctHold(runId, at));
  const answers = await Promise.all(requests.map((request) => allocator.hold(request)));
  for (const [at, request] of requests.entries()) {
    const answer = answers[at];
    if (answer?.kind !== 'held') throw new Error(`hold ${at} was answered ${answer?.kind}`);
    const { booking } = request;
    expect(await rowOf(request)).toEqual({
      run_id: String(runId),
      class: 4,
      from_stop: request.from,
      to_stop: request.to,
      seat_ids: answer.seats.map(({ seatId }) => String(seatId)),
      price_fen: booking.priceFen,
      departs_at: new Date(booking.departsAt),
      arrives_at: new Date(booking.arrivesAt),
      last_moment: new Date(booking.lastMoment),
      pay_by: new Date(answer.payBy),
      expires_at: new Date(answer.expiresAt),
      window_ms: request.windowMs,
      grace_ms: request.graceMs,
      bureau: 'B',
      reference: request.reference,
      account_id: booking.accountId,
      channel: booking.channel,
      request_hash: booking.requestHash,
      currency: booking.currency,
      language: booking.language,
      passengers: request.count,
      contact: booking.contactSealed === null ? null : Buffer.from(booking.contactSealed),
      story: `0\thold\t\t1${request.actor === undefined ? '' : `\t${request.actor}`}\n`,
    });
  }
});

/** No two columns alike, some beyond ASCII; together more than the encoder has room for at first. */
function distinctHold(runId: HoldRequest['runId'], at: number): HoldRequest {
  const from = at % 3;
  const sample = sampleHold({ runId, from, to: from + 1 + (at % 2), count: 1 + (at % 5) });
  const hours = (count: number) => (Date.now() + count * 3_600_000) as Instant;
  return {
    ...sample,
    reference: `B席${at}` as BookingReference,
    windowMs: 600_000 + at,
    graceMs: 30_000 + at,
    ...(at % 2 === 0 ? {} : { actor: `staff:张${at}` }),
    booking: {
      ...sample.booking,
      accountId: `account ${at}`,
      channel: 'counter',
      requestHash: 'é'.repeat(600 + at),
      priceFen: 1_000 + at,
      currency: 'EUR',
      language: 'en',
      contactSealed: at % 3 === 0 ? null : new Uint8Array([at, 0, 255]),
      departsAt: hours(40 + at),
      arrivesAt: hours(50 + at),
      lastMoment: hours(30 + at),
    },
  };
}

async function rowOf({ bookingId }: HoldRequest): Promise<unknown> {
  const { rows } = await shard.admin.query<Record<string, unknown>>(
    `SELECT run_id, class, from_stop, to_stop, seat_ids, price_fen, departs_at, arrives_at, last_moment, pay_by, expires_at,
       (extract(epoch FROM pay_by - created_at) * 1000)::int AS window_ms, (extract(epoch FROM expires_at - pay_by) * 1000)::int AS grace_ms,
       bureau, reference, account_id, channel, request_hash, currency, language, json_array_length(passengers) AS passengers,
       contact_sealed AS contact, story FROM booking WHERE id = $1`,
    [bookingNumber(bookingId).toString()],
  );
  return rows[0];
}
