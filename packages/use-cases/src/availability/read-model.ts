import type { SeatClass } from '@interlock/domain/classes';
import type { RunId, ShardName } from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { Station, StationIndex } from '@interlock/domain/timetable/station';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';

/** A run as searches see it: its plan, its counts as of a moment, and whether its shard answers. */
export interface KnownRun {
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly plan: TrainPlan;
  readonly shard: ShardName;
  readonly saleOpensAt: Instant;
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
  /** Runs of a service date that stop at both of these, in this order. */
  runsBetween(input: { from: string[]; to: string[]; date: ServiceDate }): KnownRun[];
  /** Service dates on which some run between the two is known, soonest first. */
  datesBetween(input: { from: string[]; to: string[] }): ServiceDate[];
  seatsLeft(input: { runId: RunId; seatClass: SeatClass; from: number; to: number }): SeatsLeft;
  /** The moment the run's counts are right for; null when nothing is known. */
  asOf(shard: ShardName): Instant | null;
  /** Whether the shard has answered lately. */
  isReachable(shard: ShardName): boolean;
}
