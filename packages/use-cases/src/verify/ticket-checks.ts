import type { Breach, ShardCheck, ShardSnapshot } from '@interlock/db/verify/shard-check';
import type { TicketFacts } from '@interlock/domain/tickets/ticket-code';
import { ticketReader } from '../process/ticket-text.ts';
import type { VerifyContext } from './invariant.ts';

/** What a gate would read. */
export const ticketChecks: readonly ShardCheck<VerifyContext>[] = [
  {
    number: 'I35',
    says: 'the code of every valid ticket is signed by our key and says what the ticket says',
    spans: 'one-database',
    find: codesVerify,
  },
];

interface Row {
  readonly bookingId: bigint;
  readonly ord: number;
  readonly id: string;
  readonly qr: string;
  readonly service_date: string;
  readonly document_hash: string;
}

/** Signatures are checked side by side on all cores; so many texts are in memory at a time. */
const ticketsAtOnce = 5_000;

async function codesVerify({ reader, context }: ShardSnapshot<VerifyContext>): Promise<Breach[]> {
  const read = ticketReader(context.ticketKey);
  const found: Breach[] = [];
  let after: Pick<Row, 'bookingId' | 'ord'> | undefined = { bookingId: -1n, ord: 0 };
  while (after !== undefined) {
    const rows: Row[] = await reader.$queryRaw<Row[]>`
      SELECT booking_id AS "bookingId", ord, id, qr, service_date::text, document_hash FROM ticket
       WHERE (booking_id, ord) > (${after.bookingId}, ${after.ord}::smallint) AND state = 'valid'
       ORDER BY booking_id, ord LIMIT ${ticketsAtOnce}`;
    const breaches = await Promise.all(rows.map(async (row) => breachOf(row, await read(row.qr))));
    found.push(...breaches.flat());
    after = rows.at(-1);
  }
  return found;
}

function breachOf(row: Row, facts: TicketFacts | null): Breach[] {
  const why = facts === null ? 'its code is not signed by our key' : contradiction(row, facts);
  return why === null ? [] : [{ id: `ticket ${row.id}`, why }];
}

function contradiction(row: Row, facts: TicketFacts): string | null {
  if (facts.t !== row.id) return `its code is that of ticket ${facts.t}`;
  if (facts.d !== row.service_date) return `its code is for ${facts.d}, not ${row.service_date}`;
  return row.document_hash.startsWith(facts.h) ? null : 'its code is of another document';
}
