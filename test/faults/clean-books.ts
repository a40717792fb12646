import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import { countsOverHttp } from '@interlock/dev-env/counts-over-http';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { openContext } from '@interlock/use-cases/open-context';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import type { VerifyLimits } from '@interlock/use-cases/verify/invariant';
import { verify } from '@interlock/use-cases/verify/verify';
import { connectProcesses } from '@interlock/workflows/client';
import { waitFor } from '../smoke/waiting.ts';

/** Nothing may take its time: what is not yet right is looked at again until it is. */
const limits: VerifyLimits = {
  secondLookMs: 0,
  heldGraceMs: 0,
  undeliveredMs: 0,
  reservedMs: 0,
  unfinishedMs: 0,
};
const cleanWithinMs = 30_000;

export interface Books {
  expectClean(): Promise<void>;
  close(): Promise<void>;
}

/** Looks at the whole copy as verify does, in this process. */
export async function openBooks(network: InterlockNetwork, dataFolder: string): Promise<Books> {
  const config = loadConfig(readEnvironment(network.settings));
  const processes = connectProcesses(config.temporal);
  const ignore = (): void => undefined;
  const opened = await openContext(config, { processes, faultPoint: ignore, report: ignore });
  const { context } = opened;
  const logs = join(dataFolder, 'logs');

  async function complaints(): Promise<unknown[]> {
    const { findings } = await verify({
      ...context,
      processes,
      ticketKey: ticketSigner(config.keys.qr).publicKeyPem,
      counts: countsOverHttp(network.apiUrl),
      async *texts() {
        for (const name of readdirSync(logs)) {
          yield { where: `logs/${name}`, text: readFileSync(join(logs, name), 'utf8') };
        }
      },
      limits,
    });
    const open = await context.central.read(
      (central) => central.$queryRaw<object[]>`
        SELECT reference, outcome FROM intake WHERE closed_at IS NULL`,
    );
    return [...findings, ...open.map((intake) => ({ says: 'no intake stays open', intake }))];
  }

  return {
    async expectClean() {
      await waitFor({
        what: 'every invariant holds and every booking is over',
        withinMs: cleanWithinMs,
        ask: complaints,
        until: (found) => found.length === 0,
      });
    },
    async close() {
      await opened.close();
      await processes.close();
    },
  };
}
