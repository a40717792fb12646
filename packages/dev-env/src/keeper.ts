import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Watches over the children in case the launcher dies without having stopped them. */
export class Keeper {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = spawn(
      process.execPath,
      [fileURLToPath(new URL('keeper.mjs', import.meta.url))],
      {
        // Its own session: Ctrl-C in the terminal must not reach it.
        detached: true,
        stdio: ['pipe', 'ignore', 'inherit'],
      },
    );
    this.#process.unref();
    // The keeper only ever goes first when somebody ends it by hand; the launcher goes on then.
    this.#process.stdin?.on('error', () => undefined);
  }

  /** From now on `pid` gets `signal` when the launcher is gone. */
  watch(pid: number, signal: NodeJS.Signals): void {
    this.#process.stdin?.write(`+${pid} ${signal}\n`);
  }

  forget(pid: number): void {
    this.#process.stdin?.write(`-${pid}\n`);
  }

  close(): void {
    this.#process.stdin?.end();
  }
}
