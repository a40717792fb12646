import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { InterlockNetwork } from '@interlock/dev-env/network';
import { processNames } from '@interlock/dev-env/network-options';
import type { Ports } from '@interlock/dev-env/ports';
import { postgresFolders } from '@interlock/dev-env/postgres-place';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import type { VerifyReport } from '@interlock/use-cases/verify/verify';
import type { NetworkNeeds } from './bench.ts';

/** Servers of its own for benches, on free ports, in a folder that is wiped with them. */
export interface BenchNetwork {
  readonly network: InterlockNetwork;
  /** One sentence per broken invariant; only those asked for. */
  verify(invariants: NetworkNeeds['invariants']): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts what the benches need together, with durability on. What was started is stopped again when it fails. */
export async function startBenchNetwork(
  needs: readonly NetworkNeeds[],
  { ports, signal }: { ports: Ports; signal: AbortSignal },
): Promise<BenchNetwork> {
  const dataFolder = temporaryDataFolder();
  function wipe(): void {
    for (const folder of [...postgresFolders(dataFolder), dataFolder])
      rmSync(folder, { recursive: true, force: true });
  }
  try {
    const network = await InterlockNetwork.start({
      dataFolder,
      ports,
      temporalPage: 'off',
      signal,
      ...together(needs),
    });
    return {
      network,
      verify: (invariants) => findings(dataFolder, invariants),
      async stop() {
        await network.stop();
        wipe();
      },
    };
  } catch (error) {
    wipe();
    throw error;
  }
}

/** A quick run shares one network: all processes that anyone needs, everybody's trains. */
function together(needs: readonly NetworkNeeds[]): NetworkNeeds {
  const [only] = needs;
  if (only !== undefined && needs.length === 1) {
    const { invariants: _judgedLater, ...wishes } = only;
    return wishes;
  }
  const demos = needs.flatMap(({ demo }) => (demo === undefined ? [] : [demo]));
  const trains = demos.flatMap(({ trains }) => (trains === 'all' ? [] : trains));
  const days = demos.flatMap(({ days }) => (days === 'window' ? [] : days));
  return {
    processes: processNames.filter((name) =>
      needs.some(({ processes }) => processes?.includes(name) ?? true),
    ),
    environment: Object.assign({}, ...needs.map(({ environment }) => environment)) as Record<
      string,
      string
    >,
    ...(demos.length === 0
      ? {}
      : { demo: { trains: [...new Set(trains)], days: [...new Set(days)] } }),
  };
}

async function findings(
  dataFolder: string,
  invariants: NetworkNeeds['invariants'],
): Promise<string[]> {
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    'packages/dev-env/src/verify.ts',
    '--json',
    '--data',
    dataFolder,
    ...(invariants === undefined ? [] : ['--only', invariants.join(',')]),
  ]);
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === '') throw new Error(`verify said nothing: ${complaints}`);
  const report = JSON.parse(printed) as VerifyReport;
  return report.findings.map(
    ({ invariant, where, count, says, breaches }) =>
      `${invariant} broken ${count} times (${where}): ${says}; first: ${JSON.stringify(breaches[0])}`,
  );
}
