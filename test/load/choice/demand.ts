import { seededRandom, type Random } from './seeded-random.ts';

/** A run of 24 stops, five of them big, as the passengers of the simulation see it. */
export const segments = 23;
const stops = segments + 1;
export const seatCount = 1000;
/** A trip of at least so many segments is a long one. */
export const longFrom = 18;

const bigStops = new Set([0, 6, 12, 17, 23]);
const bigWeight = 8;
/** Shares of groups of 1 to 5: 1.9 passengers on average. */
const groupShares = [0.45, 0.33, 0.12, 0.07, 0.03];
const releasedShare = 0.43;
/** A hold that is released comes back within so many further requests, about a tenth of the sale. */
const releaseWithin = 200;

/** One request to the sale, in order of arrival. */
export interface Request {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Passenger-kilometres: what stands for its revenue. */
  readonly passengerKm: number;
  /** The hold is given back after so many further requests; null: it is kept. */
  readonly releasedAfter: number | null;
}

/** Kilometres of each segment: uneven, the same in every run of the bench. */
const segmentKm = kilometres(seededRandom(1));

/** Passenger-kilometres of the full run. */
export const capacityKm = seatCount * kmBetween(0, segments);

/**
 * Requests of one sale until those that will be kept ask for `load` times what the run can carry.
 * Whether a hold is released is drawn with the request, so that every policy meets the same people.
 */
export function requestsOf(seed: number, load: number): Request[] {
  const random = seededRandom(seed);
  const rides = ridesByWeight();
  const requests: Request[] = [];
  for (let keptKm = 0; keptKm < load * capacityKm;) {
    const request = drawRequest(random, rides);
    requests.push(request);
    if (request.releasedAfter === null) keptKm += request.passengerKm;
  }
  return requests;
}

export function isLong({ from, to }: Pick<Request, 'from' | 'to'>): boolean {
  return to - from >= longFrom;
}

interface Ride {
  readonly from: number;
  readonly to: number;
  /** Upper end of its share of [0, 1). */
  readonly upTo: number;
}

function drawRequest(random: Random, rides: readonly Ride[]): Request {
  const point = random();
  const ride = rides.find(({ upTo }) => point < upTo) ?? { from: 0, to: segments };
  const count = drawGroup(random());
  const isReleased = random() < releasedShare;
  const delay = 1 + Math.floor(random() * releaseWithin);
  return {
    from: ride.from,
    to: ride.to,
    count,
    passengerKm: count * kmBetween(ride.from, ride.to),
    releasedAfter: isReleased ? delay : null,
  };
}

function drawGroup(point: number): number {
  let upTo = 0;
  for (const [at, share] of groupShares.entries()) {
    upTo += share;
    if (point < upTo) return at + 1;
  }
  return 1;
}

/** Every ride with its share, by the weights of its two stops. */
function ridesByWeight(): Ride[] {
  const weightOf = (stop: number): number => (bigStops.has(stop) ? bigWeight : 1);
  const pairs = Array.from({ length: stops }, (_, from) =>
    Array.from({ length: stops - 1 - from }, (_unused, at) => ({ from, to: from + 1 + at })),
  ).flat();
  const total = pairs.reduce((sum, { from, to }) => sum + weightOf(from) * weightOf(to), 0);
  let upTo = 0;
  return pairs.map((pair) => {
    upTo += (weightOf(pair.from) * weightOf(pair.to)) / total;
    return { ...pair, upTo };
  });
}

function kilometres(random: Random): number[] {
  return Array.from({ length: segments }, () => 20 + Math.floor(random() * 100));
}

function kmBetween(from: number, to: number): number {
  return segmentKm.slice(from, to).reduce((sum, km) => sum + km, 0);
}
