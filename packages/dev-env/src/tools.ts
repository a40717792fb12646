import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './start-problem.ts';

interface Tools {
  readonly postgres?: string | null;
  readonly temporal?: string | null;
  readonly chromium?: string | null;
}

/** The folder of Postgres' programs, as the set-up found it. */
export function postgresPrograms(): string {
  return present('postgres', 'Postgres');
}

/** The path of Temporal's program, as the set-up found it. */
export function temporalProgram(): string {
  return present('temporal', 'Temporal');
}

/** The path of the browser that the tests drive, as the set-up found it. */
export function chromiumProgram(): string {
  return present('chromium', 'Chromium');
}

function present(tool: keyof Tools, name: string): string {
  const file = fileURLToPath(new URL('../../../.interlock/tools.json', import.meta.url));
  const tools = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tools) : {};
  const path = tools[tool];
  if (path && existsSync(path)) return path;
  throw new StartProblem(
    `${name} has not been set up in this checkout.`,
    tool === 'chromium' ? '`npm test` finds or fetches it.' : '`npm start` finds or fetches it.',
  );
}
