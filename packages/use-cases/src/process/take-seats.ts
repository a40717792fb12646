import { readIntake } from '@interlock/db/intake';
import type { BookingId } from '@interlock/domain/ids';
import { seatCode } from '@interlock/domain/seat-place';
import type { HoldStep } from '@interlock/workflows/booking/contract';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** Holds the seats of an intake through its shard's allocator; the same booking asked again gets the same answer. */
export async function takeSeats(context: WorkerContext, id: BookingId): Promise<HoldStep> {
  const intake = await context.central.read((central) => readIntake(central, id));
  if (intake === null || intake.isClosed) return { kind: 'hold-lost' };
  const { plan } = intake;
  const answer = await allocatorOf(context, id).hold({
    bookingId: id,
    reference: intake.reference,
    runId: plan.runId,
    seatClass: plan.seatClass,
    from: plan.from,
    to: plan.to,
    count: plan.passengers.length,
    letters: plan.letters,
    ...(plan.places === undefined ? {} : { places: plan.places }),
    windowMs: plan.windowMs,
    graceMs: context.rules.graceMs,
    booking: {
      accountId: intake.accountId,
      channel: plan.channel,
      requestHash: intake.requestHash,
      priceFen: plan.priceFen,
      currency: plan.currency,
      language: plan.language,
      passengers: plan.passengers,
      contactSealed: intake.contactSealed,
      departsAt: plan.departsAt,
      arrivesAt: plan.arrivesAt,
      lastMoment: plan.lastMoment,
    },
    giveUpAt: (context.now() + context.rules.allocatorPatienceMs) as typeof plan.departsAt,
  });
  context.faultPoint('before-hold-answer');
  switch (answer.kind) {
    case 'held':
      return { kind: 'held', payInMs: Math.max(0, answer.payBy - context.now()) };
    case 'seats-taken':
      return {
        kind: 'seats-taken',
        lost: answer.lost.map(seatCode),
        nearest: answer.nearest.map(seatCode),
      };
    case 'unknown-run':
      return { kind: 'sold-out' };
    case 'sold-out':
    case 'busy':
    case 'hold-lost':
    case 'conflict':
      return answer;
  }
}
