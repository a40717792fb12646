import type { SeatClass } from '@interlock/domain/classes';
import type { RunId, ShardName } from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { Station, StationIndex } from '@interlock/domain/timetable/station';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { RideFacts } from './ride-facts.ts';
import type { Situation, TrainOffer } from './train-offer.ts';

/** A run as searches see it: its plan, and which version its counts have. */
export interface KnownRun {
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly plan: TrainPlan;
  readonly shard: ShardName;
  readonly saleOpensAt: Instant;
  /** Grows with every sale and release; 0: never sold. */
  readonly ver: number;
}

/** A ride on a run with all that no sale changes. The same object as long as the timetable stays as it is. */
export interface KnownRide {
  readonly run: KnownRun;
  /** Stop positions. */
  readonly from: number;
  readonly to: number;
  readonly facts: RideFacts;
  /** The last offer made of it, and what it was made for. */
  latest: { readonly situation: Situation; readonly offer: TrainOffer } | null;
}

/** Two places that people travel between, each a telecode or `city:<name>`; the same object for the same places. */
export interface Places {
  /** Names the two together. */
  readonly key: string;
  /** The stations that the keys stand for; none: there is no such place. */
  readonly from: Station[];
  readonly to: Station[];
}

/** `unknown` is its own answer, never "sold out". */
export type SeatsLeft =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'unknown' };

/** The read model of remaining counts: memory that follows every shard's feed (docs/architecture.md). */
export interface Availability {
  /** Starts following the shards; answers once each reachable shard has been loaded. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Station names alone, for processes that answer no searches. */
  loadStations(): Promise<void>;
  stations(): StationIndex;
  station(telecode: string): Station | null;
  run(runId: RunId): KnownRun | null;
  placesOf(keys: { from: string; to: string }): Places;
  /** One ride per run of a service date, the shortest it offers between the places, earliest departure first. */
  ridesBetween(places: Places, date: ServiceDate): readonly KnownRide[];
  /** The runs of a service date that call at one of the stations, whichever way they go. */
  runsCalling(telecodes: readonly string[], date: ServiceDate): readonly KnownRun[];
  /** Service dates on which some run between the two is known, soonest first. */
  datesBetween(places: Places): ServiceDate[];
  seatsLeft(input: { runId: RunId; seatClass: SeatClass; from: number; to: number }): SeatsLeft;
  /** The moment the run's counts are right for; null when nothing is known. */
  asOf(shard: ShardName): Instant | null;
  /** Whether the shard has answered lately. */
  isReachable(shard: ShardName): boolean;
}
