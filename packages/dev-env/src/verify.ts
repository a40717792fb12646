import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import { patientLimits } from '@interlock/db/database';
import { openContext } from '@interlock/use-cases/open-context';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import type { NamedText } from '@interlock/use-cases/verify/document-numbers';
import { verifyLimits } from '@interlock/use-cases/verify/invariant';
import { exitCodeOf, reportText } from '@interlock/use-cases/verify/report';
import { verify, type VerifyReport } from '@interlock/use-cases/verify/verify';
import { connectProcesses } from '@interlock/workflows/client';
import { dataFolderOf } from '../setup/start-options.mjs';
import { countsOverHttp } from './counts-over-http.ts';
import { settingsOfRunningCopy } from './run-file.ts';

const usage = `npm run verify -- [options]
  --json            one JSON object instead of text
  --data <folder>   the running copy to look at (INTERLOCK_DATA; default .interlock)
  --only I1,I2,…    only these invariants, for copies of which only a part runs
With INTERLOCK_CENTRAL_URL and the other variables of docs/settings.md set, those databases are looked at.
Exit code: 0 every invariant holds, 1 something is broken, 2 a part could not be asked.`;

interface Wishes {
  readonly output: 'text' | 'json';
  readonly data: string | undefined;
  readonly only: readonly string[] | null;
}

async function main(): Promise<void> {
  const wishes = parseWishes();
  if (wishes === null) {
    console.log(usage);
    return;
  }
  const report = await look(wishes);
  console.log(wishes.output === 'json' ? JSON.stringify(report) : reportText(report));
  process.exitCode = exitCodeOf(report);
}

function parseWishes(): Wishes | null {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      data: { type: 'string' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const data = values.data ?? process.env['INTERLOCK_DATA'];
  return { output: values.json ? 'json' : 'text', data, only: values.only?.split(',') ?? null };
}

async function look({ data, only }: Wishes): Promise<VerifyReport> {
  const isToldWhere = data === undefined && process.env['INTERLOCK_CENTRAL_URL'] !== undefined;
  const folder = isToldWhere ? null : dataFolderOf(data);
  const config = loadConfig(readEnvironment(folder === null ? process.env : settingsIn(folder)));
  const processes = connectProcesses(config.temporal);
  const ignore = () => undefined;
  const opened = await openContext(config, {
    processes,
    faultPoint: ignore,
    report: ignore,
    limits: patientLimits,
  });
  try {
    const context = {
      ...opened.context,
      processes,
      ticketKey: ticketSigner(config.keys.qr).publicKeyPem,
      counts: countsOverHttp(`http://127.0.0.1:${config.apiPort}`),
      texts: () => logsIn(folder),
      limits: verifyLimits,
    };
    return await verify(context, only ?? undefined);
  } finally {
    await opened.close();
    await processes.close();
  }
}

function settingsIn(folder: string): Record<string, string> {
  const settings = settingsOfRunningCopy(folder);
  if (settings === null)
    throw new Error(`No Interlock runs on ${folder}. Start one with: npm start`);
  return { ...settings };
}

/** What the processes of the copy have written; nothing when only addresses are known. */
async function* logsIn(folder: string | null): AsyncIterable<NamedText> {
  const logs = folder === null ? null : join(folder, 'logs');
  if (logs === null || !existsSync(logs)) return;
  for (const name of readdirSync(logs)) {
    yield { where: `logs/${name}`, text: readFileSync(join(logs, name), 'utf8') };
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
