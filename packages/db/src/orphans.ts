import type { IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { CentralReader, CentralTransaction } from './connections.ts';

/** Money that names no booking we know; the janitor gives it back. */
interface OrphanEvent {
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

/** Intents whose orphan events have no outcome yet, by intent id from `after` on: the janitor's work, page by page. */
export async function openOrphans(
  central: CentralReader,
  input: { after: string; limit: number },
): Promise<IntentId[]> {
  const rows = await central.$queryRaw<{ intent_id: string }[]>`
    SELECT DISTINCT intent_id FROM orphan_event
     WHERE outcome IS NULL AND intent_id > ${input.after} ORDER BY intent_id LIMIT ${input.limit}`;
  return rows.map((row) => row.intent_id as IntentId);
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
