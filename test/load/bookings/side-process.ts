import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A worker process of the bench's own. */
export interface SideProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const stopWithinMs = 15_000;

/** Starts a script of this folder and waits until it prints its first line; its complaints go to standard error. */
export async function startSideProcess(wanted: {
  script: string;
  input: object;
  environment?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}): Promise<SideProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', wanted.script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...wanted.environment },
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    complaints = (complaints + part).slice(-4000);
  });
  const gone = once(child, 'exit');
  wanted.signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(wanted.input));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), gone.then(() => null)]);
  if (first === null) throw new Error(`${wanted.script} did not start: ${complaints}`);
  return { pid: child.pid ?? 0, stop: () => stop(child, gone) };
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(insist);
}
