import { type BookingId, bookingNumber } from '@interlock/domain/ids';
import pg from 'pg';
import type { Purchase } from './request-mix.ts';

const rowsPerStatement = 5_000;

/**
 * Plays the inbox before anything is measured: an authorised payment row for every purchase that will be paid, under
 * the booking id that its hold will use. The bookings themselves do not exist yet.
 */
export async function authorisePayments(
  url: string,
  purchases: readonly Purchase[],
): Promise<void> {
  const paid = purchases.flatMap(({ hold, intentId }) =>
    intentId === null ? [] : [{ hold, intentId }],
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let start = 0; start < paid.length; start += rowsPerStatement) {
      const part = paid.slice(start, start + rowsPerStatement);
      await client.query(
        `INSERT INTO payment (id, booking_id, attempt, session_id, intent_id, state, amount_fen, currency)
         SELECT u.id || ':1', u.number, 1, 'cs_' || u.intent, u.intent, 'authorised', u.fen, 'CNY'
           FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[]) AS u (id, number, intent, fen)`,
        [
          part.map(({ hold }) => hold.bookingId),
          part.map(({ hold }) => numberOf(hold.bookingId)),
          part.map(({ intentId }) => intentId),
          part.map(({ hold }) => hold.booking.priceFen),
        ],
      );
    }
  } finally {
    await client.end();
  }
}

function numberOf(id: BookingId): string {
  return bookingNumber(id).toString();
}
