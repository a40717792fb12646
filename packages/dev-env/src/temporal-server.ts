import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import type { ChildPlan } from './child.ts';

export interface TemporalServer {
  readonly program: string;
  readonly port: number;
  /** null: without the page for looking at workflows. */
  readonly uiPort: number | null;
  readonly namespace: string;
  readonly dataFolder: string;
  readonly logFile: string;
}

const retentionMs = 7 * 86_400_000;
/** IndexedValueType BOOL. */
const boolean = 5;

// Limits of a cluster that serves many teams; here one product has the server to itself.
const dynamicConfig = {
  'frontend.rps': 20_000,
  'frontend.namespaceRPS': 20_000,
  'frontend.namespaceRPS.visibility': 20_000,
  'matching.rps': 20_000,
  'history.rps': 20_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'history.hostLevelCacheMaxSize': 128_000,
};

const pragmas = {
  journal_mode: 'WAL',
  synchronous: 'NORMAL',
  busy_timeout: 5000,
  cache_size: -131_072,
};

/** The file with everything Temporal knows; deleting it is a drill of its own. */
export function temporalStore(dataFolder: string): string {
  return join(dataFolder, 'temporal', 'temporal.db');
}

/** How to run Temporal: one real server with its store in a file. */
export function temporalPlan(server: TemporalServer): ChildPlan {
  const { port, uiPort, namespace, dataFolder } = server;
  return {
    name: 'temporal',
    command: server.program,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      ...(uiPort === null ? ['--headless'] : [`--ui-port=${uiPort}`]),
      '--ui-disable-news-fetch',
      '--log-level=warn',
      `--namespace=${namespace}`,
      `--db-filename=${temporalStore(dataFolder)}`,
      '--search-attribute=NeedsAttention=Bool',
      ...options('--sqlite-pragma', pragmas),
      ...options('--dynamic-config-value', dynamicConfig),
    ],
    cwd: dataFolder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dataFolder,
      GOGC: '800',
    },
    logFile: server.logFile,
    dataFolder,
    stopSignal: 'SIGTERM',
    isReady: () => answers(`127.0.0.1:${port}`, namespace),
    readyWithinMs: 60_000,
  };
}

/** Makes sure that the namespace, its retention and the search attribute exist. Safe to repeat. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await tolerating(/already (exists|registered)/i, () =>
      connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: msToTs(retentionMs),
      }),
    );
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(retentionMs) },
    });
    await tolerating(/already exists/i, () =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { NeedsAttention: boolean },
      }),
    );
  } finally {
    await connection.close();
  }
}

function options(flag: string, values: Record<string, string | number>): string[] {
  return Object.entries(values).map(([name, value]) => `${flag}=${name}=${value}`);
}

async function tolerating(expected: RegExp, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || !expected.test(error.message)) throw error;
  }
}

async function answers(address: string, namespace: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 });
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
