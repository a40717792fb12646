import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

interface Running {
  readonly pid: number;
  /** When the kernel started the process: a pid alone may have been given to another one since. */
  readonly since: string;
}

interface RunFile {
  readonly launcher: Running;
  readonly children: Readonly<Record<string, Running>>;
  /** What the processes were told, for commands that join the running copy. */
  readonly settings: Readonly<Record<string, string>>;
}

const stopWithinMs = 10_000;

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'running.json');
}

/** Notes who runs on this data folder. Secrets are in it: only its owner may read it. */
export function writeRunFile(
  dataFolder: string,
  children: ReadonlyMap<string, number>,
  settings: Readonly<Record<string, string>>,
): void {
  const content: RunFile = {
    launcher: describe(process.pid),
    children: Object.fromEntries([...children].map(([name, pid]) => [name, describe(pid)])),
    settings,
  };
  mkdirSync(dataFolder, { recursive: true });
  const file = fileIn(dataFolder);
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunFile(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}

/** The settings of the copy that runs on this data folder, or null when none runs. */
export function settingsOfRunningCopy(dataFolder: string): Readonly<Record<string, string>> | null {
  const found = readRunFile(dataFolder);
  return found !== null && isSame(found.launcher) ? found.settings : null;
}

/**
 * Ends what a launcher that died has left running on this data folder.
 * @throws StartProblem when that launcher is alive.
 */
export async function stopLeftovers(dataFolder: string): Promise<string[]> {
  const found = readRunFile(dataFolder);
  if (found === null) return [];
  if (found.launcher.pid !== process.pid && isSame(found.launcher)) {
    throw new StartProblem(
      `Interlock runs already on ${dataFolder} (process ${found.launcher.pid}).`,
      'Stop that one with Ctrl-C, or start another copy beside it: ' +
        'npm start -- --data <folder> --port all=free',
    );
  }
  const left = Object.entries(found.children).filter(([, child]) => isSame(child));
  for (const [, child] of left) process.kill(child.pid, 'SIGINT');
  const giveUpAt = Date.now() + stopWithinMs;
  while (left.some(([, child]) => isSame(child))) {
    if (Date.now() > giveUpAt) {
      for (const [, child] of left) if (isSame(child)) process.kill(child.pid, 'SIGKILL');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  removeRunFile(dataFolder);
  return left.map(([name]) => name);
}

function readRunFile(dataFolder: string): RunFile | null {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunFile;
  } catch (error) {
    // Cut off by a full disk or a power cut: it then describes nothing that still runs.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function describe(pid: number): Running {
  return { pid, since: startOf(pid) ?? '' };
}

function isSame({ pid, since }: Running): boolean {
  return startOf(pid) === since;
}

/** A text that is the same as long as the process lives; null when there is none of that pid. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return null;
  }
  const status = `/proc/${pid}/stat`;
  if (!existsSync(status)) return 'alive';
  const fields = readFileSync(status, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // Field 3 is the state, field 22 the start: a zombie is gone for us.
  return fields[0] === 'Z' ? null : (fields[19] ?? 'alive');
}
