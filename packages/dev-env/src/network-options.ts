import type { Ports } from './ports.ts';

/** The processes of a running Interlock, in the order in which they are started. */
export const processNames = [
  'central',
  'north',
  'south',
  'temporal',
  'mail',
  'sandbox',
  'worker',
  'api',
  'web',
] as const;

export type ProcessName = (typeof processNames)[number];

export const databaseNames = ['central', 'north', 'south'] as const;
export type DatabaseName = (typeof databaseNames)[number];

/** The processes that are ours and read the settings of packages/config. */
export type OwnProcessName = 'worker' | 'api' | 'web';

export interface NetworkOptions {
  /** Where everything lasting lies: databases, Temporal's store, secrets, logs. */
  readonly dataFolder: string;
  /** 0 takes a free port. */
  readonly ports: Ports;
  /** Absent: all processes. */
  readonly processes?: readonly ProcessName[];
  /** Superusers' addresses of Postgres servers that run already, instead of own ones. */
  readonly postgresUrls?: Readonly<Record<DatabaseName, string>>;
  /** Name of the database on each server; absent: `interlock`. */
  readonly database?: string;
  /** host:port of a Temporal that runs already, instead of an own one. */
  readonly temporalAddress?: string;
  readonly namespace?: string;
  /** Keys of the real payment provider, instead of the sandbox. */
  readonly stripe?: { readonly secretKey: string; readonly webhookSecret: string };
  /** Settings for worker, api and web on top of the launcher's own. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly environmentOf?: Partial<Record<OwnProcessName, Readonly<Record<string, string>>>>;
  /** Which part of the demo railway to put on sale; absent: nothing is published. */
  readonly demo?: DemoSelection;
  /** `never` is for data that a test throws away. */
  readonly initialSync?: 'full' | 'never';
  /** `restart`: a process that ends by itself is started again; absent: it stays away. */
  readonly whenOneEnds?: 'restart' | 'leave';
  readonly temporalPage?: 'shown' | 'off';
  readonly report?: (line: string) => void;
  /** Stops everything, also in the middle of the start. */
  readonly signal?: AbortSignal;
}

export interface DemoSelection {
  /** Public train numbers, such as G1; `all`: the whole demo railway. */
  readonly trains: readonly string[] | 'all';
  /** Days from today (0 = today); `window`: the whole sale window. */
  readonly days: readonly number[] | 'window';
}
