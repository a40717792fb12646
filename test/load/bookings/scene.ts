import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { Extent, Stage } from '../frame/bench.ts';
import type { Buyer } from './bench-buyers.ts';
import type { Journey, RailwayWanted } from './bench-railway.ts';
import type { Timing } from './measured-run.ts';

/** What the parts of the bench share. */
export interface Scene {
  readonly stage: Stage;
  readonly network: InterlockNetwork;
  readonly extent: BookingsExtent;
  readonly journeys: readonly Journey[];
  /** Accounts that nobody has used yet. */
  readonly takeBuyers: (count: number) => Buyer[];
}

export interface BookingsExtent {
  readonly rounds: number;
  readonly accounts: number;
  readonly railway: Omit<RailwayWanted, 'firstTrainId'>;
  /** Before anything counts: a server that has just started runs on code that is not compiled yet. */
  readonly warmUp: { readonly product: Timing; readonly reference: Timing } | null;
  readonly product: Timing;
  readonly reference: Timing;
  readonly soldOut: Timing & { readonly accountsEach: number };
  /** Both workers of the comparison are started for it, so both begin cold. */
  readonly longWay: Timing;
  /** The first hold falls due so long after the load has ended. */
  readonly hold: Timing & { readonly dueAfterMs: number };
  readonly outages: {
    readonly clients: number;
    /** Before, between and after. */
    readonly quietMs: number;
    readonly downMs: number;
  };
}

export const extents: Record<Extent, BookingsExtent> = {
  full: {
    rounds: 3,
    accounts: 3500,
    railway: { trains: 20, days: 6, seats: 640 },
    warmUp: {
      product: { warmMs: 0, measureMs: 30_000, clients: 32 },
      reference: { warmMs: 0, measureMs: 15_000, clients: 32 },
    },
    product: { warmMs: 4000, measureMs: 15_000, clients: 32 },
    reference: { warmMs: 4000, measureMs: 15_000, clients: 32 },
    soldOut: { warmMs: 1000, measureMs: 5000, clients: 32, accountsEach: 40 },
    longWay: { warmMs: 4000, measureMs: 6500, clients: 32 },
    hold: { warmMs: 3000, measureMs: 9000, clients: 32, dueAfterMs: 3000 },
    outages: { clients: 32, quietMs: 8000, downMs: 60_000 },
  },
  quick: {
    rounds: 1,
    accounts: 220,
    railway: { trains: 4, days: 3, seats: 160 },
    warmUp: null,
    product: { warmMs: 300, measureMs: 1500, clients: 8 },
    reference: { warmMs: 300, measureMs: 1000, clients: 8 },
    soldOut: { warmMs: 100, measureMs: 500, clients: 8, accountsEach: 5 },
    longWay: { warmMs: 300, measureMs: 1000, clients: 8 },
    hold: { warmMs: 200, measureMs: 600, clients: 8, dueAfterMs: 1000 },
    outages: { clients: 8, quietMs: 500, downMs: 1000 },
  },
};
