import { isRefusal, refusalStatus } from '@interlock/domain/refusals';
import { getBooking } from '@interlock/use-cases/bookings/get-booking';
import { currentActor } from '../../../../auth/actor.ts';
import { context } from '../../../../composition.ts';

const headers = { 'cache-control': 'no-store' };

/** Where a booking stands now, for pages that wait; nothing personal. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ reference: string }> },
): Promise<Response> {
  const { reference } = await params;
  const actor = await currentActor().catch(() => null);
  if (actor === null)
    return Response.json({ code: 'central-unavailable' }, { status: 503, headers });
  const booking = await getBooking(context(), actor, { reference });
  if (isRefusal(booking)) {
    return Response.json({ code: booking.code }, { status: refusalStatus[booking.code], headers });
  }
  const { state, phase, money, declined, payBy } = booking;
  return Response.json({ state, phase, money, declined, payBy }, { headers });
}
