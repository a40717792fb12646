import type { ShardName } from '@interlock/domain/ids';
import type { VerifyContext } from './invariant.ts';

/** A booking as the checks across databases need it. */
export interface BookingFacts {
  readonly id: bigint;
  readonly bureau: string;
  readonly reference: string;
  readonly accountId: string;
  readonly requestHash: string;
  readonly state: number;
  readonly isTombstone: boolean;
  readonly documents: string[];
}

export interface IntakeFacts {
  readonly bookingId: bigint;
  readonly caller: string;
  readonly key: string;
  readonly bureau: string;
  readonly reference: string;
  readonly accountId: string;
  readonly requestHash: string;
  readonly isClosed: boolean;
  readonly outcome: string | null;
}

/** Every booking of every shard by its number. */
export async function readBookings(context: VerifyContext): Promise<Map<bigint, BookingFacts>> {
  const lists = await Promise.all(
    context.shards.names().map((shard) => bookingsOn(context, shard)),
  );
  return new Map(lists.flat().map((booking) => [booking.id, booking]));
}

async function bookingsOn(context: VerifyContext, shard: ShardName): Promise<BookingFacts[]> {
  return context.shards.read(
    { shard },
    (reader) => reader.$queryRaw<BookingFacts[]>`
      SELECT b.id, b.bureau, b.reference, b.account_id AS "accountId", b.request_hash AS "requestHash", b.state,
             coalesce(b.release_reason = 'tombstone', false) AS "isTombstone",
             ARRAY(SELECT p ->> 'documentHash' FROM jsonb_array_elements(b.passengers) AS p) AS documents
        FROM booking b`,
  );
}

/** Every intake that was ever taken in. */
export async function readIntakes(context: VerifyContext): Promise<IntakeFacts[]> {
  return context.central.read(
    (central) => central.$queryRaw<IntakeFacts[]>`
      SELECT booking_id AS "bookingId", caller, key, bureau, reference, account_id AS "accountId",
             request_hash AS "requestHash", closed_at IS NOT NULL AS "isClosed", outcome
        FROM intake`,
  );
}

export interface ClaimFacts {
  readonly documentHash: string;
  readonly trainId: number;
  readonly serviceDate: string;
  readonly bookingId: bigint;
}

export async function readClaims(context: VerifyContext): Promise<ClaimFacts[]> {
  return context.central.read(
    (central) => central.$queryRaw<ClaimFacts[]>`
      SELECT document_hash AS "documentHash", train_id AS "trainId", service_date::text AS "serviceDate",
             booking_id AS "bookingId" FROM claim`,
  );
}

/** Accounts that are marked as having an unpaid booking. */
export async function readBusyAccounts(
  context: VerifyContext,
): Promise<{ accountId: string; bookingId: bigint }[]> {
  return context.central.read(
    (central) => central.$queryRaw<{ accountId: string; bookingId: bigint }[]>`
      SELECT account_id AS "accountId", unpaid_booking AS "bookingId"
        FROM account_sale WHERE unpaid_booking IS NOT NULL`,
  );
}

export interface TicketFacts {
  readonly id: string;
  readonly documentHash: string;
  readonly trainId: number;
  readonly serviceDate: string;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
}

/** Every valid ticket of every shard. */
export async function readTickets(context: VerifyContext): Promise<TicketFacts[]> {
  const lists = await Promise.all(
    context.shards.names().map((shard) =>
      context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<TicketFacts[]>`
          SELECT t.id, t.document_hash AS "documentHash", t.train_id AS "trainId", t.service_date::text AS "serviceDate",
                 b.departs_at AS "departsAt", b.arrives_at AS "arrivesAt"
            FROM ticket t JOIN booking b ON b.id = t.booking_id WHERE t.state = 'valid'`,
      ),
    ),
  );
  return lists.flat();
}
