import { isRefusal, refusalStatus } from '@interlock/domain/refusals';
import { seatCode } from '@interlock/domain/seat-place';
import { getSeatPlan } from '@interlock/use-cases/availability/get-seat-plan';
import { seatPlanWait } from '../../../../auth/limits.ts';
import { context } from '../../../../composition.ts';
import { parseRide } from '../../../../passenger/ride.ts';

const headers = { 'cache-control': 'no-store' };

/** Which seats of a class are taken for a ride at this moment, for the plan that keeps itself up to date. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ runId: string }> },
): Promise<Response> {
  const wait = await seatPlanWait();
  if (wait > 0) {
    const limited = { ...headers, 'retry-after': String(wait) };
    return Response.json({ code: 'too-many-requests' }, { status: 429, headers: limited });
  }
  const ride = parseRide((await params).runId, new URL(request.url).searchParams);
  if (ride === null) return Response.json({ code: 'invalid-input' }, { status: 422, headers });
  const plan = await getSeatPlan(context(), ride);
  if (isRefusal(plan))
    return Response.json({ code: plan.code }, { status: refusalStatus[plan.code], headers });
  const seats = plan.coaches.flatMap((coach) => coach.seats);
  const taken = seats.filter((seat) => seat.isTaken).map(seatCode);
  return Response.json({ asOf: plan.asOf, taken }, { headers });
}
