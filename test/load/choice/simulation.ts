import { free, take } from '@interlock/inventory/run-inventory';
import { isLong, type Request, seatCount, segments } from './demand.ts';
import { type Chooser, emptyRun, togetherness } from './policies.ts';

/** What one sale came to. */
export interface SaleOutcome {
  /** Passenger-kilometres of holds that were kept. */
  readonly soldKm: number;
  /** Passengers on long trips: asked for, given a seat, and kept. */
  readonly long: { readonly asked: number; readonly accepted: number; readonly kept: number };
  /** Accepted groups of two and more. */
  readonly groups: number;
  readonly sideBySide: number;
  readonly sameCoach: number;
  readonly microsPerDecision: number;
}

/** How seats are given and given back; the sale itself is the same for every policy. */
interface Seller<Given> {
  sell(request: Request): Given | null;
  release(given: Given, request: Request): void;
}

/** Sells one run, request by request, by a choice of seats. Throws when a choice names a sold seat. */
export function sellSeats(requests: readonly Request[], choose: Chooser): SaleOutcome {
  const inventory = emptyRun();
  const told = { groups: 0, sideBySide: 0, sameCoach: 0 };
  let decidingMs = 0;
  const totals = runSale<number[]>(requests, {
    sell(request) {
      const began = performance.now();
      const indexes = choose(inventory, request);
      decidingMs += performance.now() - began;
      if (indexes === null) return null;
      take(inventory, indexes, request);
      if (request.count > 1) {
        const { sideBySide, sameCoach } = togetherness(inventory, indexes);
        told.groups += 1;
        told.sideBySide += sideBySide ? 1 : 0;
        told.sameCoach += sameCoach ? 1 : 0;
      }
      return indexes;
    },
    release: (indexes, request) => free(inventory, indexes, request),
  });
  return { ...totals, ...told, microsPerDecision: (decidingMs * 1000) / requests.length };
}

/** The best that any assignment of seats could do: a request fits while every segment has room. */
export function sellByLoad(requests: readonly Request[]): SaleOutcome {
  const taken = new Int32Array(segments);
  function add(request: Request, count: number): void {
    for (let segment = request.from; segment < request.to; segment += 1) {
      taken[segment] = (taken[segment] ?? 0) + count;
    }
  }
  const totals = runSale<true>(requests, {
    sell(request) {
      const load = taken.subarray(request.from, request.to);
      if (load.some((sold) => sold + request.count > seatCount)) return null;
      add(request, request.count);
      return true;
    },
    release: (_given, request) => add(request, -request.count),
  });
  return { ...totals, groups: 0, sideBySide: 0, sameCoach: 0, microsPerDecision: 0 };
}

function runSale<Given>(
  requests: readonly Request[],
  seller: Seller<Given>,
): Pick<SaleOutcome, 'soldKm' | 'long'> {
  const due = new Map<number, { given: Given; request: Request }[]>();
  const long = { asked: 0, accepted: 0, kept: 0 };
  let soldKm = 0;
  for (const [at, request] of requests.entries()) {
    for (const { given, request: released } of due.get(at) ?? []) seller.release(given, released);
    const passengers = isLong(request) ? request.count : 0;
    long.asked += passengers;
    const given = seller.sell(request);
    if (given === null) continue;
    long.accepted += passengers;
    if (request.releasedAfter === null) {
      soldKm += request.passengerKm;
      long.kept += passengers;
    } else {
      const back = at + request.releasedAfter;
      due.set(back, [...(due.get(back) ?? []), { given, request }]);
    }
  }
  return { soldKm, long };
}
