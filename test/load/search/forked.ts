import { fork, type ChildProcess } from 'node:child_process';

type Handlers = Record<string, (input: never) => Promise<unknown>>;

/** In a process of a bench: answers what the bench asks, one message per question. */
export function serve(handlers: Handlers): void {
  process.on('message', (message: { id: number; ask: string; input: never }) => {
    const handler = handlers[message.ask];
    const answered =
      handler === undefined
        ? Promise.reject(new Error(`cannot ${message.ask}`))
        : handler(message.input);
    answered.then(
      (answer) => process.send?.({ id: message.id, answer: answer ?? null }),
      (error: unknown) =>
        process.send?.({
          id: message.id,
          failed: String(error instanceof Error ? error.stack : error),
        }),
    );
  });
  // The bench is gone: so is this process.
  process.on('disconnect', () => process.exit(0));
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly failed?: string;
}

/** A process of its own beside the bench, asked by messages. */
export class Forked {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #open = new Map<
    number,
    { resolve(answer: unknown): void; reject(error: Error): void }
  >();
  #asked = 0;

  /** `script` is a path from the project's root. The process ends with `signal` or with the bench. */
  constructor(
    script: string,
    { signal, env = {} }: { signal: AbortSignal; env?: Record<string, string> },
  ) {
    this.#child = fork(script, {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', NODE_ENV: 'production', ...env },
      signal,
      killSignal: 'SIGKILL',
    });
    this.pid = this.#child.pid ?? 0;
    this.#child.on('message', (reply: Reply) => this.#settle(reply));
    this.#child.on('error', (error) => this.#failAll(error));
    this.#child.on('exit', (code, ended) =>
      this.#failAll(new Error(`${script} ended with ${ended ?? `exit ${code}`}`)),
    );
  }

  /** What the process answers to `ask`; throws when it fails, ends or takes longer. */
  ask<Answer>(ask: string, input: object, withinMs: number): Promise<Answer> {
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${ask} took longer than ${withinMs} ms`)),
        withinMs,
      );
      this.#open.set(id, {
        resolve: (answer) => {
          clearTimeout(late);
          resolve(answer as Answer);
        },
        reject: (error) => {
          clearTimeout(late);
          reject(error);
        },
      });
      this.#child.send({ id, ask, input });
    });
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#open.clear();
    this.#child.kill('SIGKILL');
    await gone;
  }

  #settle(reply: Reply): void {
    const open = this.#open.get(reply.id);
    this.#open.delete(reply.id);
    if (reply.failed === undefined) open?.resolve(reply.answer);
    else open?.reject(new Error(reply.failed));
  }

  #failAll(error: Error): void {
    for (const open of this.#open.values()) open.reject(error);
    this.#open.clear();
  }
}
