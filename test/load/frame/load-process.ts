import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

export interface LoadWanted {
  /** Path of the script, from the project's root. */
  readonly script: string;
  /** Given to it as JSON on standard input. */
  readonly input: object;
  readonly signal: AbortSignal;
  /** The process is ended when it takes longer. */
  readonly withinMs: number;
  /** Each line of JSON that it prints before its answer. */
  readonly onLine?: (line: unknown) => void;
  /** Told once it runs, for those who meter or kill it. */
  readonly onStart?: (pid: number) => void;
}

/**
 * Runs a load generator as a process of its own; its last line of output is the answer.
 * Throws with what it wrote to standard error when it fails, and when `signal` or `withinMs` ends it.
 */
export async function runLoad<Answer>(wanted: LoadWanted): Promise<Answer> {
  const child = spawn(process.execPath, ['--import', 'tsx', wanted.script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: AbortSignal.any([wanted.signal, AbortSignal.timeout(wanted.withinMs)]),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  if (child.pid !== undefined) wanted.onStart?.(child.pid);
  // A process that dies before it has read its input is told of by how it ended.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(wanted.input));
  const [answer, complaints, end] = await Promise.all([
    lastLine(child.stdout, wanted.onLine),
    text(child.stderr),
    ended,
  ]);
  if (end.code !== 0 || answer === undefined) {
    const how = end.signal ?? `exit ${end.code}`;
    throw new Error(`${wanted.script} ended with ${how}: ${complaints.slice(-2000)}`);
  }
  return answer as Answer;
}

async function lastLine(
  output: NodeJS.ReadableStream,
  onLine: ((line: unknown) => void) | undefined,
): Promise<unknown> {
  let last: unknown;
  for await (const line of createInterface({ input: output })) {
    if (last !== undefined) onLine?.(last);
    last = JSON.parse(line) as unknown;
  }
  return last;
}

/** In the load generator: what the bench gave it. */
export async function loadInput<Input>(): Promise<Input> {
  return JSON.parse(await text(process.stdin)) as Input;
}

/** In the load generator: one line to the bench; the last one is the answer. */
export function tell(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
