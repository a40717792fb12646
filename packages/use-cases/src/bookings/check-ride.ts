import type { SeatClass } from '@interlock/domain/classes';
import type { RunId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { saleStateAt } from '@interlock/domain/sale-rules';
import { refusalOfDirection } from '@interlock/domain/timetable/ride-direction';
import { boards } from '@interlock/domain/timetable/train-plan';
import type { KnownRun } from '../availability/read-model.ts';
import type { UseCaseContext } from '../context.ts';

export interface AskedRide {
  readonly runId: RunId;
  readonly from: number;
  readonly to: number;
  readonly seatClass: SeatClass;
  readonly travellers: readonly unknown[];
}

/** Asks memory alone: no SQL, no workflow. Unknown counts are never "sold out"; the database decides then. */
export function checkRide(
  context: UseCaseContext,
  asked: AskedRide,
): { readonly kind: 'ride'; readonly run: KnownRun } | Refusal {
  const run = context.availability.run(asked.runId);
  if (run === null) return refuse('unknown-run', { field: 'runId' });
  const from = run.plan.stops[asked.from];
  const to = run.plan.stops[asked.to];
  if (from === undefined || from.departMinutes === null)
    return refuse('unknown-station', { field: 'from' });
  if (to === undefined || to.arriveMinutes === null)
    return refuse('unknown-station', { field: 'to' });
  const wrongWay = refusalOfDirection(asked);
  if (wrongWay !== null) return wrongWay;
  if (run.plan.rates[asked.seatClass] === undefined)
    return refuse('unknown-class', { field: 'seatClass' });
  const sale = saleStateAt(context.rules, {
    now: context.now(),
    opensAt: run.saleOpensAt,
    departsAt: boards(run.plan, run.date, asked.from),
  });
  if (sale === 'closed') return refuse('sale-closed');
  if (sale === 'not-on-sale') return refuse('not-on-sale-yet');
  if (!context.availability.isReachable(run.shard)) return refuse('shard-unavailable');
  const left = context.availability.seatsLeft(asked);
  if (left.kind === 'count' && left.count < asked.travellers.length) return refuse('sold-out');
  return { kind: 'ride', run };
}
