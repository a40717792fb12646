import { mkdirSync } from 'node:fs';
import { openCentral } from '@interlock/db/connections';
import { demoShardMapEntries } from '@interlock/db/shard-map';
import { seedShardMap } from '@interlock/db/shard-map-store';
import { Child, type ChildPlan } from './child.ts';
import { Keeper } from './keeper.ts';
import {
  databaseNames,
  type DatabaseName,
  type NetworkOptions,
  type OwnProcessName,
  type ProcessName,
} from './network-options.ts';
import { settlePorts, type Ports } from './ports.ts';
import { prepareDatabase, type DatabaseUrls } from './postgres-databases.ts';
import { postgresPlace, type PostgresPlace } from './postgres-place.ts';
import { initialise, postgresPlan, superuserUrl, type PostgresServer } from './postgres-server.ts';
import { logFileOf, mailPlan, ownPlan, sandboxPlan, type Surroundings } from './process-plans.ts';
import { publishDemo, seedDemo, type DemoSummary } from './publish-demo.ts';
import { removeRunFile, stopLeftovers, writeRunFile } from './run-file.ts';
import { secretsOf, type Secrets } from './secrets.ts';
import { settingsOf, siteUrlAt } from './settings.ts';
import { sentenceOf } from './start-problem.ts';
import { prepareNamespace, temporalPlan } from './temporal-server.ts';
import { temporalProgram } from './tools.ts';

const restartAfterMs = 1000;
const sessionsNoticeWithinMs = 8_000;
/** Whoever asks goes before whoever answers. */
const stopGroups: readonly (readonly ProcessName[])[] = [
  ['web', 'api'],
  ['worker', 'sandbox', 'mail'],
  ['temporal', 'central', 'north', 'south'],
];

/**
 * One running Interlock: `npm start`, the tests and the smoke run all use this class. Every process
 * is known by its pid and can be stopped, killed and started again alone.
 */
export class InterlockNetwork {
  readonly options: NetworkOptions;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Null when all databases are on servers that run already. */
  readonly #place: PostgresPlace | null;
  readonly #keeper = new Keeper();
  readonly #children = new Map<ProcessName, Child>();
  readonly #environmentOf: Partial<Record<OwnProcessName, Readonly<Record<string, string>>>>;
  #databases: Record<DatabaseName, DatabaseUrls> | null = null;
  #demo: DemoSummary | null = null;
  #stopping: Promise<void> | null = null;

  private constructor(options: NetworkOptions, ports: Ports) {
    this.options = options;
    this.ports = ports;
    this.secrets = secretsOf(options.dataFolder);
    this.#place = options.postgresUrls ? null : postgresPlace(options.dataFolder);
    this.#environmentOf = { ...options.environmentOf };
    options.signal?.addEventListener('abort', () => void this.stop());
  }

  /**
   * Starts the processes that the options ask for and waits until each is ready.
   * @throws StartProblem with one sentence when something outside stands in the way; what was
   * started before is stopped then.
   */
  static async start(options: NetworkOptions): Promise<InterlockNetwork> {
    mkdirSync(options.dataFolder, { recursive: true });
    const left = await stopLeftovers(options.dataFolder);
    if (left.length > 0)
      options.report?.(`Stopped what an earlier run had left: ${left.join(', ')}`);
    const network = new InterlockNetwork(options, await settlePorts(options.ports));
    try {
      await network.#startAll();
    } catch (error) {
      await network.stop();
      throw error;
    }
    return network;
  }

  get siteUrl(): string {
    return siteUrlAt(this.ports.web);
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  get mailUrl(): string {
    return `http://127.0.0.1:${this.ports.mail}`;
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${this.ports.sandbox}`;
  }

  get temporalAddress(): string {
    return this.options.temporalAddress ?? `127.0.0.1:${this.ports.temporal}`;
  }

  get databases(): Record<DatabaseName, DatabaseUrls> {
    if (this.#databases === null) throw new Error('the databases have not been prepared');
    return this.#databases;
  }

  /** The demo accounts and what was put on sale. */
  get demo(): DemoSummary {
    if (this.#demo === null) throw new Error('this network was started without demo data');
    return this.#demo;
  }

  /** The environment variables that worker, api and web were given. */
  get settings(): Record<string, string> {
    return settingsOf({
      ports: this.ports,
      secrets: this.secrets,
      databases: this.databases,
      temporalAddress: this.temporalAddress,
      options: this.options,
    });
  }

  pidOf(name: ProcessName): number {
    return this.#running(name).pid;
  }

  /** What the process has written since its last start. */
  logOf(name: ProcessName): string {
    return this.#children.get(name)?.logged() ?? '';
  }

  /** Resolves with how the process ended, once it has. */
  async ended(name: ProcessName): Promise<Awaited<Child['gone']>> {
    return this.#running(name).gone;
  }

  /** Starts a process that is not running; `environment` replaces its extra settings from now on. */
  async startProcess(
    name: ProcessName,
    environment?: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.#children.get(name)?.isRunning) throw new Error(`${name} runs already`);
    if (environment !== undefined) this.#environmentOf[name as OwnProcessName] = environment;
    const began = performance.now();
    if (this.#stopping !== null) throw new Error(`${name} is not started: everything stops`);
    const child = await this.#spawnReady(name);
    this.#report(name, `runs (${secondsSince(began)} s)`);
    if (this.options.whenOneEnds === 'restart') void this.#restartWhenGone(name, child);
  }

  /** Sessions of a Postgres that was killed hold its memory until they notice: so long the next one is tried again. */
  async #spawnReady(name: ProcessName): Promise<Child> {
    const giveUpAt = Date.now() + sessionsNoticeWithinMs;
    for (;;) {
      const child = await Child.spawn(this.#planOf(name), this.#keeper);
      this.#children.set(name, child);
      this.#noteRunning();
      try {
        await child.ready();
        return child;
      } catch (error) {
        const isHeld = child.logged().includes('pre-existing shared memory block');
        if (!isHeld || Date.now() > giveUpAt || this.#stopping !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, restartAfterMs));
      }
    }
  }

  /** Asks a process to end and waits until it has. */
  async stopProcess(name: ProcessName): Promise<void> {
    const child = this.#running(name);
    this.#children.delete(name);
    await child.stop();
    this.#noteRunning();
  }

  /** Ends a process at once with SIGKILL and waits until it is gone. */
  async kill(name: ProcessName): Promise<void> {
    const child = this.#running(name);
    this.#children.delete(name);
    child.signal('SIGKILL');
    await child.gone;
    this.#noteRunning();
  }

  /** Sends any signal: SIGSTOP freezes a process, SIGCONT lets it go on. */
  signal(name: ProcessName, signal: NodeJS.Signals): void {
    this.#running(name).signal(signal);
  }

  /** Stops everything, last started first; resolves when no process is left. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #startAll(): Promise<void> {
    if (this.#place?.note) this.options.report?.(this.#place.note);
    await Promise.all([this.#startDatabases(), this.#startTemporal()]);
    await Promise.all([this.#startIfWanted('mail'), this.#startIfWanted('sandbox')]);
    await this.#startWorkerWithDemo();
    await Promise.all([this.#startIfWanted('api'), this.#startIfWanted('web')]);
  }

  /** Accounts, stations and trains before the worker, which reads them; the days on sale through it. */
  async #startWorkerWithDemo(): Promise<void> {
    const { demo } = this.options;
    if (demo === undefined) return this.#startIfWanted('worker');
    const { passengerPassword, staffPassword } = this.secrets;
    const platform = { settings: this.settings, passengerPassword, staffPassword };
    const people = await seedDemo(platform);
    await this.#startIfWanted('worker');
    const began = performance.now();
    const outcome = await publishDemo(platform, demo);
    this.#report('demo railway', `${outcome} (${secondsSince(began)} s)`);
    this.#demo = { ...people, outcome };
  }

  async #startDatabases(): Promise<void> {
    const entries = await Promise.all(
      databaseNames.map(async (name) => [name, await this.#startDatabase(name)] as const),
    );
    this.#databases = Object.fromEntries(entries) as Record<DatabaseName, DatabaseUrls>;
    const central = openCentral(this.#databases.central.app);
    try {
      await seedShardMap(central, demoShardMapEntries());
    } finally {
      await central.close();
    }
  }

  async #startDatabase(name: DatabaseName): Promise<DatabaseUrls> {
    const given = this.options.postgresUrls?.[name];
    if (given === undefined) {
      await initialise(this.#postgresServer(name));
      await this.startProcess(name);
    }
    return prepareDatabase({
      adminUrl: given ?? superuserUrl(this.#postgresServer(name)),
      kind: name === 'central' ? 'central' : 'shard',
      database: this.options.database ?? 'interlock',
      passwords: this.secrets,
    });
  }

  async #startTemporal(): Promise<void> {
    if (!this.#isWanted('temporal') && this.options.temporalAddress === undefined) return;
    if (this.options.temporalAddress === undefined) await this.startProcess('temporal');
    await prepareNamespace(this.temporalAddress, this.options.namespace ?? 'default');
  }

  async #startIfWanted(name: ProcessName): Promise<void> {
    if (this.#isWanted(name)) await this.startProcess(name);
  }

  #isWanted(name: ProcessName): boolean {
    if (name === 'sandbox' && this.options.stripe !== undefined) return false;
    return this.options.processes?.includes(name) ?? true;
  }

  #planOf(name: ProcessName): ChildPlan {
    switch (name) {
      case 'central':
      case 'north':
      case 'south':
        return postgresPlan(this.#postgresServer(name));
      case 'temporal':
        return this.#temporalPlan();
      case 'mail':
        return mailPlan(this.#surroundings());
      case 'sandbox':
        return sandboxPlan(this.#surroundings());
      case 'worker':
      case 'api':
      case 'web':
        return ownPlan(name, this.#surroundings(), {
          ...this.settings,
          ...this.#environmentOf[name],
        });
    }
  }

  #temporalPlan(): ChildPlan {
    mkdirSync(`${this.options.dataFolder}/temporal`, { recursive: true, mode: 0o700 });
    return temporalPlan({
      program: temporalProgram(),
      port: this.ports.temporal,
      uiPort: this.options.temporalPage === 'off' ? null : this.ports['temporal-ui'],
      namespace: this.options.namespace ?? 'default',
      dataFolder: this.options.dataFolder,
      logFile: logFileOf(this.options.dataFolder, 'temporal'),
    });
  }

  #postgresServer(name: DatabaseName): PostgresServer {
    if (this.#place === null) throw new Error(`${name} is a server that others run`);
    return {
      name,
      port: this.ports[name],
      password: this.secrets.postgresPassword,
      place: this.#place,
      dataFolder: this.#place.data,
      logFile: logFileOf(this.options.dataFolder, name),
      initialSync: this.options.initialSync ?? 'full',
    };
  }

  #surroundings(): Surroundings {
    return { dataFolder: this.options.dataFolder, ports: this.ports, secrets: this.secrets };
  }

  #running(name: ProcessName): Child {
    const child = this.#children.get(name);
    if (child === undefined) throw new Error(`${name} is not running`);
    return child;
  }

  #report(subject: string, news: string): void {
    this.options.report?.(`${subject.padEnd(22)}${news}`);
  }

  #noteRunning(): void {
    const pids = new Map([...this.#children].map(([name, child]) => [name, child.pid]));
    writeRunFile(this.options.dataFolder, pids, this.#databases === null ? {} : this.settings);
  }

  async #restartWhenGone(name: ProcessName, child: Child): Promise<void> {
    const { code, signal } = await child.gone;
    if (this.#stopping !== null || this.#children.get(name) !== child) return;
    this.options.report?.(
      `${name} ended by itself (${signal ?? `exit ${code}`}); starting it again. Log: ${child.plan.logFile}`,
    );
    await new Promise((resolve) => setTimeout(resolve, restartAfterMs));
    if (this.#stopping !== null) return;
    try {
      this.#children.delete(name);
      await this.startProcess(name);
    } catch (error) {
      this.options.report?.(sentenceOf(error));
    }
  }

  async #stopAll(): Promise<void> {
    for (const group of stopGroups) {
      const children = group.flatMap((name) => this.#children.get(name) ?? []);
      await Promise.all(children.map((child) => child.stop()));
    }
    this.#keeper.close();
    removeRunFile(this.options.dataFolder);
  }
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}
