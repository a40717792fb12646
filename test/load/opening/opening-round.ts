import { quantile } from '../frame/rounds.ts';
import type { FinalRecord } from './final-record.ts';
import type { RushLoadAnswer } from './rush-load.ts';

/** One quiet closed loop and the rush after it. */
export interface Round {
  readonly quiet: { readonly perSecond: number; readonly searchesPerSecond: number };
  readonly rush: {
    readonly offeredPerSecond: number;
    readonly perSecond: number;
    readonly lastedMs: number;
    readonly searchesPerSecond: number;
    readonly acceptedMs: readonly number[];
    readonly answer: RushLoadAnswer;
    readonly cpu: Record<string, number>;
    readonly seats: number;
    readonly record: FinalRecord;
    readonly memory: { readonly beforeMb: number; readonly mostMb: number };
  };
}

/** p99 in ms of all rounds together; null when nobody was accepted. */
export function acceptedP99(rounds: readonly Round[]): number | null {
  const all = rounds.flatMap(({ rush }) => rush.acceptedMs);
  return all.length === 0 ? null : quantile(all, 0.99);
}
