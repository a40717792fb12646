import { type Config, loadConfig } from '@interlock/config/config';
import { createFaultPoint } from '@interlock/config/fault-point';
import { openAuthAdapter } from '@interlock/db/auth-adapter';
import type { UseCaseContext } from '@interlock/use-cases/context';
import { openContext } from '@interlock/use-cases/open-context';
import { connectProcesses } from '@interlock/workflows/client';

interface Wired {
  config: Config;
  context: UseCaseContext | null;
  close: (() => Promise<void>) | null;
}

// Pages are bundled apart from the code that runs at the start; all of them share one wiring per process.
const place = Symbol.for('interlock.web');
type Holder = { [place]?: Wired };

/** Opens databases, gateways and Temporal's client, and starts following the counts. Once per process. */
export async function compose(): Promise<void> {
  const wired = wiring();
  if (wired.context !== null) return;
  const processes = connectProcesses(wired.config.temporal);
  const opened = await openContext(wired.config, {
    processes,
    faultPoint: createFaultPoint(wired.config.faultPoints),
    report,
  });
  wired.close = async () => {
    await opened.close();
    await processes.close();
  };
  await opened.context.availability.start();
  wired.context = opened.context;
}

/** What use cases are handed. */
export function context(): UseCaseContext {
  const { context: made } = wiring();
  if (made === null) throw new Error('the pages were asked before the process had started');
  return made;
}

export function config(): Config {
  return wiring().config;
}

/** Accounts and sessions for better-auth. */
export function authAdapter(): ReturnType<typeof openAuthAdapter> {
  return openAuthAdapter(config().centralUrl);
}

function wiring(): Wired {
  const holder = globalThis as Holder;
  holder[place] ??= { config: loadConfig(), context: null, close: null };
  return holder[place];
}

/** One line of JSON per thing worth knowing; errors by message, ids only, nothing personal. */
function report(what: string, detail: Record<string, unknown>): void {
  const plain = Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      value instanceof Error ? value.message : value,
    ]),
  );
  console.error(JSON.stringify({ at: new Date().toISOString(), what, ...plain }));
}
