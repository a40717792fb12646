import type { InterlockNetwork } from '@interlock/dev-env/network';
import { type BenchDatabase, benchDatabase } from './bench-databases.ts';

/** Where the bench measures. */
export interface SeatsPlace {
  readonly network: InterlockNetwork;
  readonly signal: AbortSignal;
  progress(line: string): void;
  postgresPid(): number;
  /** A shard of its own on the network's northern server. */
  newDatabase(name: string): Promise<BenchDatabase>;
  /** Superuser's addresses of all that were made. */
  made(): string[];
}

/** Databases get names that no other run on the same servers has. */
export function seatsPlace(stage: {
  network(): InterlockNetwork;
  readonly signal: AbortSignal;
  progress(line: string): void;
}): SeatsPlace {
  const network = stage.network();
  const made: string[] = [];
  const mark = Date.now().toString(36);
  return {
    network,
    signal: stage.signal,
    progress: (line) => stage.progress(line),
    postgresPid: () => network.pidOf('north'),
    async newDatabase(name) {
      const database = await benchDatabase(network, `seats_${name}_${mark}_${made.length}`);
      made.push(database.urls.admin);
      return database;
    },
    made: () => [...made],
  };
}
