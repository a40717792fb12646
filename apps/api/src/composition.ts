import type { Config } from '@interlock/config/config';
import { createFaultPoint } from '@interlock/config/fault-point';
import type { UseCaseContext } from '@interlock/use-cases/context';
import { openContext } from '@interlock/use-cases/open-context';
import { connectProcesses, type Processes } from '@interlock/workflows/client';
import type { ApiParts, PartStates } from './http/api-server.ts';
import { report } from './report.ts';
import { apiUseCases } from './use-cases.ts';

export interface ComposedApi {
  readonly parts: ApiParts;
  close(): Promise<void>;
}

/** Wires the API: databases, gateways, Temporal's client, and the read model of free seats, loaded and following. */
export async function composeApi(config: Config): Promise<ComposedApi> {
  const processes = connectProcesses(config.temporal);
  const faultPoint = createFaultPoint(config.faultPoints);
  const opened = await openContext(config, { processes, faultPoint, report });
  const { context } = opened;
  await context.availability.start();
  return {
    parts: {
      context,
      useCases: apiUseCases,
      partStates: () => partStates(context, processes),
    },
    async close() {
      await processes.close();
      await opened.close();
    },
  };
}

async function partStates(context: UseCaseContext, processes: Processes): Promise<PartStates> {
  const { central, shards } = context;
  const asked: [string, Promise<boolean>][] = [
    ['central', answers(central.read((reader) => reader.$queryRaw`SELECT 1`))],
    ['processes', processes.ready()],
    ...shards
      .names()
      .map((shard): [string, Promise<boolean>] => [
        shard,
        answers(shards.read({ shard }, (reader) => reader.$queryRaw`SELECT 1`)),
      ]),
  ];
  const states = asked.map(async ([name, up]) => [name, (await up) ? 'up' : 'away'] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function answers(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch {
    return false;
  }
}
