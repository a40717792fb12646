import { readTicketText, type TicketFacts } from '../process/ticket-text.ts';
import type { Breach, ShardCheck, ShardSnapshot } from './invariant.ts';

/** What a gate would read. */
export const ticketChecks: readonly ShardCheck[] = [
  {
    number: 'I35',
    says: 'the code of every valid ticket is signed by our key and says what the ticket says',
    spans: 'one-database',
    find: codesVerify,
  },
];

interface Row {
  readonly id: string;
  readonly qr: string;
  readonly service_date: string;
  readonly document_hash: string;
}

async function codesVerify({ reader, context }: ShardSnapshot): Promise<Breach[]> {
  const rows = await reader.$queryRaw<Row[]>`
    SELECT id, qr, service_date::text, document_hash FROM ticket WHERE state = 'valid' ORDER BY id`;
  return rows.flatMap((row) => {
    const facts = readTicketText(row.qr, context.ticketKey);
    const why = facts === null ? 'its code is not signed by our key' : contradiction(row, facts);
    return why === null ? [] : [{ id: `ticket ${row.id}`, why }];
  });
}

function contradiction(row: Row, facts: TicketFacts): string | null {
  if (facts.t !== row.id) return `its code is that of ticket ${facts.t}`;
  if (facts.d !== row.service_date) return `its code is for ${facts.d}, not ${row.service_date}`;
  return row.document_hash.startsWith(facts.h) ? null : 'its code is of another document';
}
