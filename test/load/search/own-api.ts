import { readFileSync } from 'node:fs';
import { Child } from '@interlock/dev-env/child';
import { Keeper } from '@interlock/dev-env/keeper';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { freePort } from '@interlock/dev-env/ports';
import { ownPlan } from '@interlock/dev-env/process-plans';

/** A second API of the network's installation, on other databases. */
export interface OwnApi {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process until it answered. */
  readonly startSeconds: number;
  /** The most memory it has had resident, MB. */
  peakMb(): number;
  stop(): Promise<void>;
}

export async function startOwnApi(
  network: InterlockNetwork,
  wanted: { dataFolder: string; settings: Readonly<Record<string, string>> },
): Promise<OwnApi> {
  const port = await freePort();
  const plan = ownPlan(
    'api',
    { dataFolder: wanted.dataFolder, ports: network.ports, secrets: network.secrets },
    { ...network.settings, ...wanted.settings, INTERLOCK_API_PORT: String(port) },
  );
  const keeper = new Keeper();
  const began = performance.now();
  const child = await Child.spawn({ ...plan, readyWithinMs: 180_000 }, keeper);
  await child.ready();
  const startSeconds = (performance.now() - began) / 1000;
  return {
    pid: child.pid,
    port,
    startSeconds,
    peakMb: () => peakMb(child.pid),
    async stop() {
      // It has nothing to finish, and the next measurement waits.
      child.signal('SIGKILL');
      await child.gone;
      keeper.close();
    },
  };
}

function peakMb(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1]) / 1024;
}
