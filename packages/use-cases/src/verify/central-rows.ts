import type { ShardName } from '@interlock/domain/ids';
import { isBoundByAccountRules, type SaleChannel } from '@interlock/domain/sale-channels';
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

/** Ids above `after` up to and with `upTo`. */
export interface IdRange {
  readonly after: bigint;
  readonly upTo: bigint;
}

const intakesPerPage = 10_000;
const highestId = 2n ** 63n - 1n;

/** All booking ids in stretches that hold a bounded number of intakes: the checks never keep everything in memory. */
export async function* bookingPages(context: VerifyContext): AsyncIterable<IdRange> {
  for (let after = -1n; after < highestId;) {
    const from = after;
    const rows = await context.central.read(
      (central) => central.$queryRaw<{ last: bigint }[]>`
        SELECT booking_id AS last FROM intake WHERE booking_id > ${from}
         ORDER BY booking_id OFFSET ${intakesPerPage - 1} LIMIT 1`,
    );
    const upTo = rows[0]?.last ?? highestId;
    yield { after, upTo };
    after = upTo;
  }
}

/** The bookings of every shard in the range, by number. */
export async function readBookings(
  context: VerifyContext,
  range: IdRange,
): Promise<Map<bigint, BookingFacts>> {
  const lists = await Promise.all(
    context.shards.names().map((shard) => bookingsOn(context, shard, range)),
  );
  return new Map(lists.flat().map((booking) => [booking.id, booking]));
}

async function bookingsOn(
  context: VerifyContext,
  shard: ShardName,
  { after, upTo }: IdRange,
): Promise<BookingFacts[]> {
  return context.shards.read(
    { shard },
    (reader) => reader.$queryRaw<BookingFacts[]>`
      SELECT b.id, b.bureau, b.reference, b.account_id AS "accountId", b.request_hash AS "requestHash", b.state,
             coalesce(b.release_reason = 'tombstone', false) AS "isTombstone",
             ARRAY(SELECT p ->> 3 FROM json_array_elements(b.passengers) AS p) AS documents
        FROM booking b WHERE b.id > ${after} AND b.id <= ${upTo}`,
  );
}

/** What was taken in, for bookings of the range. */
export async function readIntakes(
  context: VerifyContext,
  { after, upTo }: IdRange,
): Promise<IntakeFacts[]> {
  return context.central.read(
    (central) => central.$queryRaw<IntakeFacts[]>`
      SELECT booking_id AS "bookingId", caller, key, bureau, reference, account_id AS "accountId",
             request_hash AS "requestHash", closed_at IS NOT NULL AS "isClosed", outcome
        FROM intake WHERE booking_id > ${after} AND booking_id <= ${upTo}`,
  );
}

/** Keys and bookings that more than one intake has, as people would look for them. */
export async function readIntakesTwice(
  context: VerifyContext,
): Promise<{ key: string | null; bookingId: bigint | null }[]> {
  return context.central.read(
    (central) => central.$queryRaw<{ key: string | null; bookingId: bigint | null }[]>`
      SELECT json_build_array(caller, key)::text AS key, NULL::bigint AS "bookingId"
        FROM intake GROUP BY caller, intake.key HAVING count(*) > 1
      UNION ALL SELECT NULL, booking_id FROM intake GROUP BY booking_id HAVING count(*) > 1`,
  );
}

/** Accounts with an unpaid booking, once for each of them. */
export async function readUnpaidAccounts(context: VerifyContext): Promise<string[]> {
  const lists = await Promise.all(
    context.shards.names().map((shard) =>
      context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<{ accountId: string }[]>`
          SELECT account_id AS "accountId" FROM booking WHERE state IN (1, 2)`,
      ),
    ),
  );
  return lists.flat().map(({ accountId }) => accountId);
}

export interface ClaimFacts {
  readonly documentHash: string;
  readonly trainId: number;
  readonly serviceDate: string;
  readonly bookingId: bigint;
  /** Its intake is open: the booking may still come, or is about to be closed. */
  readonly isDeciding: boolean;
}

/** The claims of bookings of the range. */
export async function readClaims(
  context: VerifyContext,
  { after, upTo }: IdRange,
): Promise<ClaimFacts[]> {
  return context.central.read(
    (central) => central.$queryRaw<ClaimFacts[]>`
      SELECT document_hash AS "documentHash", train_id AS "trainId", service_date::text AS "serviceDate",
             booking_id AS "bookingId",
             EXISTS (SELECT FROM intake i WHERE i.booking_id = c.booking_id AND i.closed_at IS NULL) AS "isDeciding"
        FROM claim c WHERE booking_id > ${after} AND booking_id <= ${upTo}`,
  );
}

/** Accounts that are marked as having an unpaid booking whose intake is closed. */
export async function readIdleAccounts(context: VerifyContext): Promise<string[]> {
  const rows = await context.central.read(
    (central) => central.$queryRaw<{ accountId: string }[]>`
      SELECT account_id AS "accountId" FROM account_sale a
       WHERE unpaid_booking IS NOT NULL AND NOT EXISTS (
             SELECT FROM intake i WHERE i.booking_id = a.unpaid_booking AND i.closed_at IS NULL)`,
  );
  return rows.map(({ accountId }) => accountId);
}

/** Accounts that may have several unpaid bookings: those of partners and counters. */
export async function readUnboundAccounts(context: VerifyContext): Promise<Set<string>> {
  const rows = await context.central.read(
    (central) => central.$queryRaw<{ accountId: string; channel: SaleChannel }[]>`
      SELECT account_id AS "accountId", channel FROM account_sale WHERE channel <> 'passenger'`,
  );
  const unbound = rows.filter(({ channel }) => !isBoundByAccountRules(channel));
  return new Set(unbound.map(({ accountId }) => accountId));
}

export interface TicketFacts {
  readonly id: string;
  readonly documentHash: string;
  readonly trainId: number;
  readonly serviceDate: string;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
}

/** Document hashes from `from` on, up to but without `before`; null: no end. */
export interface DocumentRange {
  readonly from: string;
  readonly before: string | null;
}

const ticketsPerPage = 50_000;
const hexDigits = Array.from('0123456789abcdef');

/** All document hashes in one stretch, or by their first hex digits where there are many tickets. */
export async function documentRanges(context: VerifyContext): Promise<DocumentRange[]> {
  const counts = await Promise.all(
    context.shards
      .names()
      .map((shard) =>
        context.shards.read(
          { shard },
          (reader) =>
            reader.$queryRaw<{ tickets: bigint }[]>`SELECT count(*) AS tickets FROM ticket`,
        ),
      ),
  );
  const tickets = counts.flat().reduce((sum, row) => sum + Number(row.tickets), 0);
  let starts = [''];
  while (tickets / starts.length > ticketsPerPage) {
    starts = starts.flatMap((start) => hexDigits.map((digit) => start + digit));
  }
  return starts.map((from, at) => ({
    from: at === 0 ? '' : from,
    before: starts[at + 1] ?? null,
  }));
}

/** The valid tickets of every shard for documents of the range. */
export async function readTickets(
  context: VerifyContext,
  { from, before }: DocumentRange,
): Promise<TicketFacts[]> {
  const lists = await Promise.all(
    context.shards.names().map((shard) =>
      context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<TicketFacts[]>`
          SELECT t.id, t.document_hash AS "documentHash", t.train_id AS "trainId", t.service_date::text AS "serviceDate",
                 b.departs_at AS "departsAt", b.arrives_at AS "arrivesAt"
            FROM ticket t JOIN booking b ON b.id = t.booking_id
           WHERE t.state = 'valid' AND t.document_hash >= ${from}
             AND (${before}::text IS NULL OR t.document_hash < ${before})`,
      ),
    ),
  );
  return lists.flat();
}
