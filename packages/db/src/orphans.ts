import type { IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { CentralReader, CentralTransaction } from './connections.ts';

/** Money that names no booking we know; the janitor gives it back. */
export interface OrphanEvent {
  readonly eventId: string;
  readonly intentId: IntentId;
  readonly kind: string;
  readonly amountFen: Fen;
  readonly currency: string;
  readonly bookingText: string | null;
}

/** Keeps the event once; a repeated one changes nothing. */
export async function storeOrphan(tx: CentralTransaction, event: OrphanEvent): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO orphan_event (event_id, intent_id, kind, amount_fen, currency, booking_text)
    VALUES (${event.eventId}, ${event.intentId}, ${event.kind}, ${event.amountFen}, ${event.currency}, ${event.bookingText})
    ON CONFLICT DO NOTHING`;
}

/** Orphan events whose money has not been looked after yet. */
export async function openOrphans(central: CentralReader, limit: number): Promise<OrphanEvent[]> {
  const rows = await central.$queryRaw<
    {
      event_id: string;
      intent_id: string;
      kind: string;
      amount_fen: number;
      currency: string;
      booking_text: string | null;
    }[]
  >`SELECT event_id, intent_id, kind, amount_fen, currency, booking_text FROM orphan_event
     WHERE outcome IS NULL ORDER BY received_at LIMIT ${limit}`;
  return rows.map((row) => ({
    eventId: row.event_id,
    intentId: row.intent_id as IntentId,
    kind: row.kind,
    amountFen: row.amount_fen as Fen,
    currency: row.currency,
    bookingText: row.booking_text,
  }));
}

/** Writes what came of all events of the intent. */
export async function closeOrphans(
  tx: CentralTransaction,
  input: { intentId: IntentId; outcome: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE orphan_event SET outcome = ${input.outcome}, outcome_at = clock_timestamp()
     WHERE intent_id = ${input.intentId} AND outcome IS NULL`;
}
