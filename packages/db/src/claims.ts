import type { BookingReference } from '@interlock/domain/ids';
import type { CentralReader } from './connections.ts';
import type { AskedPlan } from './intake.ts';

/** The account's own booking that one of the passengers is in the way of, the earliest; null when it is somebody else's. */
export async function ownBookingInTheWay(
  central: CentralReader,
  asked: { accountId: string; plan: AskedPlan },
): Promise<BookingReference | null> {
  const { accountId, plan } = asked;
  const documents = plan.passengers.map((passenger) => passenger.documentHash);
  const [departsAt, arrivesAt] = [new Date(plan.departsAt), new Date(plan.arrivesAt)];
  const rows = await central.$queryRaw<{ reference: string }[]>`
    SELECT i.reference FROM claim c JOIN intake i ON i.booking_id = c.booking_id
     WHERE c.document_hash = ANY (${documents}::text[]) AND i.account_id = ${accountId}
       AND ((c.train_id = ${plan.trainId}::int AND c.service_date = ${plan.serviceDate}::date)
         OR tstzrange(c.departs_at, c.arrives_at, '[)') && tstzrange(${departsAt}::timestamptz, ${arrivesAt}::timestamptz, '[)'))
     ORDER BY c.departs_at LIMIT 1`;
  return (rows[0]?.reference ?? null) as BookingReference | null;
}
