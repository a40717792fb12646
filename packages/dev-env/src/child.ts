import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Keeper } from './keeper.ts';
import { problemFromLog, StartProblem } from './start-problem.ts';

/** How one process of the platform is started, seen to be ready and stopped. */
export interface ChildPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly dataFolder: string;
  /** Whom to run as; absent: whoever runs the launcher. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: NodeJS.Signals;
  /** True once the process can be used; asked again and again while it starts. */
  readonly isReady: (logged: string) => Promise<boolean>;
  readonly readyWithinMs: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const stopWithinMs = 10_000;
const askEveryMs = 40;

/** One running process, known by its pid, with its output in a file. */
export class Child {
  readonly plan: ChildPlan;
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly gone: Promise<Exit>;
  readonly #process: ChildProcess;
  readonly #logFrom: number;
  #exit: Exit | null = null;

  private constructor(plan: ChildPlan, started: { process: ChildProcess; logFrom: number }) {
    this.plan = plan;
    this.#process = started.process;
    this.#logFrom = started.logFrom;
    this.pid = started.process.pid ?? 0;
    this.gone = new Promise((resolve) => {
      started.process.once('exit', (code, signal) => {
        this.#exit = { code, signal };
        resolve(this.#exit);
      });
    });
  }

  /**
   * Starts the process; `ready` tells when it can be used.
   * @throws StartProblem when the program is absent.
   */
  static async spawn(plan: ChildPlan, keeper: Keeper): Promise<Child> {
    mkdirSync(dirname(plan.logFile), { recursive: true, mode: 0o700 });
    const log = openSync(plan.logFile, 'a');
    const logFrom = fstatSync(log).size;
    const process = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...plan.env },
      stdio: ['ignore', log, log],
      // Its own process group: Ctrl-C reaches the launcher alone, which stops all in order.
      detached: true,
      ...plan.user,
    });
    closeSync(log);
    await spawned(process, plan);
    const child = new Child(plan, { process, logFrom });
    keeper.watch(child.pid, plan.stopSignal);
    void child.gone.then(() => keeper.forget(child.pid));
    return child;
  }

  get isRunning(): boolean {
    return this.#exit === null;
  }

  /** What this process has written since it was started. */
  logged(): string {
    return readFileSync(this.plan.logFile).subarray(this.#logFrom).toString('utf8');
  }

  /** Sends a signal; SIGKILL and a frozen process (SIGSTOP) are what drills are made of. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#process.kill(signal);
  }

  /** Asks the process to end, insists after 10 s, and waits until it is gone. */
  async stop(): Promise<Exit> {
    this.signal(this.plan.stopSignal);
    this.signal('SIGCONT');
    const insist = setTimeout(() => this.signal('SIGKILL'), stopWithinMs);
    const exit = await this.gone;
    clearTimeout(insist);
    return exit;
  }

  /**
   * Resolves when the process can be used.
   * @throws StartProblem when it ends before that or takes too long.
   */
  async ready(): Promise<void> {
    const giveUpAt = Date.now() + this.plan.readyWithinMs;
    while (!(await this.plan.isReady(this.logged()))) {
      if (this.#exit !== null) throw this.#problem();
      if (Date.now() > giveUpAt) {
        await this.stop();
        throw new StartProblem(
          `${this.plan.name} was not ready after ${this.plan.readyWithinMs / 1000} s.`,
          `Its log is ${this.plan.logFile}.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    }
  }

  #problem(): StartProblem {
    const { name, logFile, dataFolder } = this.plan;
    return problemFromLog(this.logged(), { process: name, log: logFile, dataFolder });
  }
}

function spawned(process: ChildProcess, plan: ChildPlan): Promise<void> {
  return new Promise((resolve, reject) => {
    process.once('spawn', resolve);
    process.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'EACCES';
      reject(
        missing
          ? new StartProblem(
              `The program ${plan.command}, which ${plan.name} runs, is missing or not executable.`,
              'Run the command again after `npm ci`; `npm start` finds or builds all programs.',
            )
          : error,
      );
    });
  });
}
