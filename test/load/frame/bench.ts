import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { NetworkOptions } from '@interlock/dev-env/network-options';
import type { InvariantNumber } from '@interlock/use-cases/verify/invariant';

/** `full` gives figures; `quick` only shows that a bench still runs and that its checks hold. */
export type Extent = 'full' | 'quick';

/** One bench of `npm run bench`. */
export interface Bench {
  readonly name: string;
  /** One line for the list of benches. */
  readonly about: string;
  /** What this bench needs running; absent: it needs no servers at all. */
  readonly needs?: NetworkNeeds;
  run(stage: Stage): Promise<BenchResult>;
}

/** Servers of its own on free ports, with durability on. In a quick run all benches share one set. */
export interface NetworkNeeds extends Pick<
  NetworkOptions,
  'processes' | 'environment' | 'environmentOf' | 'demo'
> {
  /** Asked for in `verify` at the end; absent: every invariant; none: the bench looks at databases of its own itself. */
  readonly invariants?: readonly InvariantNumber[];
}

/** What a bench is given. */
export interface Stage {
  readonly extent: Extent;
  /** Aborted by Ctrl-C: a bench ends its loops and returns or throws. */
  readonly signal: AbortSignal;
  /** A folder that is removed afterwards. */
  readonly scratch: string;
  /** Throws when the bench has declared no needs. */
  network(): InterlockNetwork;
  /** One line of progress. */
  progress(line: string): void;
}

/**
 * A number that is judged. `null` was not measured, which counts as not held. A `check` is exact, such as double sales,
 * and must hold in a quick run, too; a `bar` must hold in a full one; an `aim` is what we want to publish.
 */
export interface Judged {
  readonly kind: 'check' | 'bar' | 'aim';
  readonly what: string;
  readonly value: number | null;
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
  /** Why it was not measured, or what to know about it. */
  readonly note?: string;
}

export type Cell = string | number | null;

/** A table for people; its rows are also printed as JSON lines. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One line or bar group per series over the same places on the x axis. */
export interface Chart {
  readonly title: string;
  readonly shape: 'bars' | 'lines';
  readonly unit: string;
  readonly places: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
  readonly scale?: 'linear' | 'logarithmic';
}

export interface BenchResult {
  readonly tables: readonly Table[];
  readonly judged: readonly Judged[];
  readonly charts: readonly Chart[];
}
