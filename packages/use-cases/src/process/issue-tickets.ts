import { randomBytes } from 'node:crypto';
import { issueTickets as issueInShard, type NewTicket } from '@interlock/db/tickets';
import type { BookingId, IntentId, SeatId } from '@interlock/domain/ids';
import { serviceDateOfRun, trainIdOfRun } from '@interlock/domain/ids';
import { allocateFen, type Fen } from '@interlock/domain/money';
import { segmentsOf, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';
import { openContact } from '../notifications/contact.ts';
import { bookingFacts, rememberTicketed, type FixedBooking } from './booking-facts.ts';
import { ticketText } from './ticket-text.ts';

/** Issues the tickets of a captured booking, with its ledger lines, in one transaction. Repeated: the same answer. */
export async function issueTickets(
  context: UseCaseContext,
  input: { bookingId: BookingId; intentId: IntentId },
): Promise<{ otherMoney: boolean }> {
  const { bookingId } = input;
  const { booking, plan } = await bookingFacts(context, bookingId);
  const contact = openContact(context, booking);
  const answer = await context.shards.write(bookingId, (tx) =>
    issueInShard(tx, {
      ...input,
      runId: booking.runId,
      trainId: trainIdOfRun(booking.runId),
      serviceDate: serviceDateOfRun(booking.runId),
      from: booking.from,
      to: booking.to,
      priceFen: booking.priceFen,
      currency: booking.currency,
      tickets: booking.passengers.map((passenger) =>
        newTicket(context, { booking, plan, ord: passenger.ord }),
      ),
      shares: bureauShares(plan, booking),
      channels: contact?.phone === undefined ? ['mail'] : ['mail', 'sms'],
      actor: 'workflow',
    }),
  );
  context.faultPoint('after-issue-commit');
  if (answer.kind !== 'ticketed') {
    throw new Error(`booking ${bookingId} cannot be issued: ${answer.kind}`);
  }
  rememberTicketed(context, bookingId);
  return { otherMoney: answer.otherMoney };
}

function newTicket(
  context: UseCaseContext,
  input: { booking: FixedBooking; plan: TrainPlan; ord: number },
): NewTicket {
  const { booking, ord } = input;
  const passenger = booking.passengers.find((candidate) => candidate.ord === ord);
  const seatId: SeatId | undefined = booking.seatIds[ord];
  if (passenger === undefined || seatId === undefined) {
    throw new Error(`booking ${booking.id} has no seat for passenger ${ord}`);
  }
  const id = `${booking.id.charAt(0)}${randomBytes(10).toString('hex').toUpperCase()}`;
  return {
    id,
    ord,
    seatId,
    travellerId: passenger.travellerId,
    documentHash: passenger.documentHash,
    priceFen: passenger.fareFen as Fen,
    qr: ticketText(context.tickets, { ...input, ticketId: id, seatId, passenger }),
  };
}

/** Each bureau's part of the price by the kilometres it carries, to the fen (largest remainder). */
export function bureauShares(
  plan: TrainPlan,
  ride: { from: number; to: number; priceFen: Fen },
): { bureau: string; amountFen: Fen }[] {
  const kmOf = new Map<string, number>();
  for (const segment of segmentsOf(plan).slice(ride.from, ride.to)) {
    kmOf.set(segment.bureau, (kmOf.get(segment.bureau) ?? 0) + segment.km);
  }
  const bureaus = [...kmOf.keys()];
  const amounts = allocateFen(
    ride.priceFen,
    bureaus.map((bureau) => kmOf.get(bureau) ?? 0),
  );
  return bureaus.map((bureau, index) => ({ bureau, amountFen: amounts[index] ?? (0 as Fen) }));
}
