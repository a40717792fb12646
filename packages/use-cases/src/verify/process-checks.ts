import type { Breach } from '@interlock/db/verify/shard-check';
import {
  bookingIdOf,
  bookingNumber,
  isBureauLetter,
  parseBookingId,
  type BookingId,
} from '@interlock/domain/ids';
import type { VerifyContext, WideCheck } from './invariant.ts';

/** Temporal's list against the shards' rows, both ways. */
export const processChecks: readonly WideCheck[] = [
  {
    number: 'I11',
    says: 'confirmed bookings and money without a ticket have an open workflow, and open workflows have work to do',
    spans: 'two-systems',
    find: workAndWorkflowsMatch,
  },
];

interface Unfinished {
  readonly id: BookingId;
  readonly reference: string;
  /** Confirmed, or money without its ticket: somebody must be at it. */
  readonly needsProcess: boolean;
}

async function workAndWorkflowsMatch(context: VerifyContext): Promise<Breach[]> {
  const open = await context.processes.listOpen();
  const unfinished = (
    await Promise.all(context.shards.names().map((shard) => unfinishedOn(context, shard)))
  ).flat();
  const openBookings = new Map(open.flatMap((workflow) => bookingsNamed(workflow)));
  const abandoned = unfinished
    .filter(({ id, needsProcess }) => needsProcess && !openBookings.has(id))
    .map(({ reference }) => ({
      id: reference,
      why: 'confirmed or with money, and no workflow is open',
    }));
  const working = new Set(unfinished.map(({ id }) => id));
  const openIntakes = await openIntakesAmong(context, [...openBookings.keys()]);
  const idle = [...openBookings]
    .filter(([id]) => !working.has(id) && !openIntakes.has(bookingNumber(id)))
    .map(([, workflow]) => ({ id: workflow, why: 'open, and its booking has nothing left to do' }));
  return [...abandoned, ...idle];
}

function bookingsNamed(workflow: string): [BookingId, string][] {
  const [kind, text] = workflow.split('/');
  if ((kind !== 'booking' && kind !== 'settle') || text === undefined) return [];
  const id = parseBookingId(text);
  return id === null ? [] : [[id, workflow]];
}

/** Bookings that are not over yet: by state, by money, or by messages still to be sent. */
async function unfinishedOn(
  context: VerifyContext,
  shard: ReturnType<VerifyContext['shards']['names']>[number],
): Promise<Unfinished[]> {
  const rows = await context.shards.read(
    { shard },
    (reader) => reader.$queryRaw<
      { id: bigint; bureau: string; reference: string; needs: boolean }[]
    >`
      WITH money AS (
        SELECT p.booking_id, bool_or(p.state IN ('authorised', 'captured')) AS is_taken
          FROM payment p JOIN booking b ON b.id = p.booking_id
         WHERE p.state NOT IN ('voided', 'refunded', 'dead')
           AND NOT (b.state = 3 AND b.confirmed_intent IS NOT DISTINCT FROM p.intent_id)
         GROUP BY p.booking_id)
      SELECT b.id, b.bureau, b.reference, b.state = 2 OR coalesce(m.is_taken, false) AS needs
        FROM booking b LEFT JOIN money m ON m.booking_id = b.id
       WHERE b.state IN (1, 2) OR m.booking_id IS NOT NULL OR EXISTS (
             SELECT FROM notification n WHERE n.booking_id = b.id AND n.state IN ('waiting', 'sending'))`,
  );
  return rows.flatMap((row) =>
    isBureauLetter(row.bureau)
      ? [{ id: bookingIdOf(row.bureau, row.id), reference: row.reference, needsProcess: row.needs }]
      : [],
  );
}

/** A workflow whose intake is still open is deciding, or about to close it. */
async function openIntakesAmong(context: VerifyContext, ids: BookingId[]): Promise<Set<bigint>> {
  const numbers = ids.map(bookingNumber);
  const rows = await context.central.read(
    (central) => central.$queryRaw<{ booking_id: bigint }[]>`
      SELECT booking_id FROM intake WHERE closed_at IS NULL AND booking_id = ANY (${numbers}::bigint[])`,
  );
  return new Set(rows.map((row) => row.booking_id));
}
