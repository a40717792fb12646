import { findAccountByEmail } from '@interlock/db/accounts';
import { findBookings as findOnShard, type BookingSearch } from '@interlock/db/booking-search';
import type { BookingState } from '@interlock/domain/bookings/booking-states';
import type { BookingReference, ShardName } from '@interlock/domain/ids';
import { parseReference, serviceDateOfRun } from '@interlock/domain/ids';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { parseServiceDate, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';

const rowsMax = 50;

export interface FoundBooking {
  readonly reference: BookingReference;
  readonly state: BookingState;
  readonly trainId: number;
  readonly date: ServiceDate;
  readonly passengers: string[];
  readonly priceFen: number;
  readonly payBy: Instant | null;
  readonly createdAt: Instant;
}

export interface FoundBookings {
  readonly kind: 'found';
  /** What the text was taken for. */
  readonly recognised: 'reference' | 'account' | 'date' | 'newest';
  readonly bookings: FoundBooking[];
  readonly unavailable: ShardName[];
}

/** Bookings for staff: by reference, by an account's e-mail, by service date; empty text shows the newest. */
export async function findBookings(
  context: UseCaseContext,
  actor: Actor,
  input: { text: string },
): Promise<FoundBookings | Refusal> {
  const denied = whyNot(actor, 'read-any-booking');
  if (denied !== null) return refuse(denied);
  try {
    const asked = await recognise(context, input.text.trim());
    if (asked !== null) return await findOnAllShards(context, asked);
    return { kind: 'found', recognised: 'account', bookings: [], unavailable: [] };
  } catch (error) {
    return refusalOfFault(error);
  }
}

async function findOnAllShards(context: UseCaseContext, asked: Asked): Promise<FoundBookings> {
  const unavailable: ShardName[] = [];
  const found = await Promise.all(
    context.shards.names().map(async (shard) => {
      try {
        return await context.shards.read({ shard }, (reader) => findOnShard(reader, asked.search));
      } catch (error) {
        context.report('a shard is missing from a console list', { shard, error });
        unavailable.push(shard);
        return [];
      }
    }),
  );
  const bookings = found
    .flat()
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, rowsMax)
    .map((row) => ({ ...row, date: serviceDateOfRun(row.runId) }));
  return { kind: 'found', recognised: asked.recognised, bookings, unavailable };
}

interface Asked {
  readonly recognised: FoundBookings['recognised'];
  readonly search: BookingSearch;
}

async function recognise(context: UseCaseContext, text: string): Promise<Asked | null> {
  const reference = parseReference(text);
  if (reference !== null) {
    return { recognised: 'reference', search: { by: 'reference', reference, limit: rowsMax } };
  }
  const date = parseServiceDate(text);
  if (date !== null) return { recognised: 'date', search: { by: 'date', date, limit: rowsMax } };
  if (text.includes('@')) {
    const account = await context.central.read((central) => findAccountByEmail(central, text));
    return account === null
      ? null
      : { recognised: 'account', search: { by: 'account', accountId: account.id, limit: rowsMax } };
  }
  return text === '' ? { recognised: 'newest', search: { by: 'newest', limit: rowsMax } } : null;
}
