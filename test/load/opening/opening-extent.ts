import type { Extent } from '../frame/bench.ts';

/** How long and how many. */
export interface OpeningExtent {
  readonly rounds: number;
  readonly accounts: number;
  readonly warmMs: number;
  readonly quietMs: number;
  readonly quietClients: number;
  readonly quietSeats: number;
  readonly rushMs: number;
  readonly rushAccounts: number;
  readonly timesCapacity: number;
  /** For so long the train's seats would last at the quiet speed. */
  readonly trainLastsMs: number;
  readonly searchesPerSecond: number;
  /** How long a hold lasts: beyond the rush, so that seats come back after it. */
  readonly windowMs: number;
  readonly payersMax: number;
}

export const openingExtents: Record<Extent, OpeningExtent> = {
  full: {
    rounds: 3,
    accounts: 3 * 3000 + 4 * 1500 + 1,
    warmMs: 12_000,
    quietMs: 12_000,
    quietClients: 32,
    quietSeats: 3000,
    rushMs: 60_000,
    rushAccounts: 3000,
    timesCapacity: 20,
    trainLastsMs: 38_000,
    searchesPerSecond: 50,
    windowMs: 80_000,
    payersMax: 100,
  },
  quick: {
    rounds: 1,
    accounts: 60 + 2 * 60 + 1,
    warmMs: 500,
    quietMs: 1000,
    quietClients: 8,
    quietSeats: 120,
    rushMs: 2000,
    rushAccounts: 60,
    timesCapacity: 20,
    trainLastsMs: 1000,
    searchesPerSecond: 20,
    windowMs: 4000,
    payersMax: 2,
  },
};
