import { setTimeout as pause } from 'node:timers/promises';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { ProcessName } from '@interlock/dev-env/network-options';
import { runLoad } from '../frame/load-process.ts';
import { cpuMeter, type MeteredProcess } from '../frame/process-cpu.ts';

/** How one run of a load is timed: the first part warms up, the last bookings may end after it. */
export interface Timing {
  readonly warmMs: number;
  readonly measureMs: number;
  readonly clients: number;
}

export interface MeasuredRun<Answer> {
  readonly answer: Answer;
  /** Unix milliseconds of what counts. */
  readonly from: number;
  readonly until: number;
  /** CPU milliseconds by process while it counted. */
  readonly cpu: Record<string, number>;
}

const metered: readonly ProcessName[] = [
  'temporal',
  'worker',
  'api',
  'central',
  'north',
  'south',
  'sandbox',
  'mail',
];
/** A load generator needs this long to start. */
const startMs = 1500;
const endsWithinMs = 120_000;

/** Runs a load generator and meters every process for exactly the time that counts. */
export async function runMeasured<Answer>(wanted: {
  readonly network: InterlockNetwork;
  readonly timing: Timing;
  readonly signal: AbortSignal;
  readonly script: string;
  readonly input: object;
  readonly others?: readonly MeteredProcess[];
}): Promise<MeasuredRun<Answer>> {
  const { timing, signal } = wanted;
  const begin = Date.now() + startMs;
  const from = begin + timing.warmMs;
  const until = from + timing.measureMs;
  let loadPid = 0;
  const ended = runLoad<Answer>({
    script: wanted.script,
    input: { ...wanted.input, clients: timing.clients, from: begin, until },
    signal,
    withinMs: startMs + timing.warmMs + timing.measureMs + endsWithinMs,
    onStart: (pid) => (loadPid = pid),
  });
  const cpu = metering({ ...wanted, from, until, loadPid: () => loadPid });
  const [answer, used] = await Promise.all([ended, cpu]);
  return { answer, from, until, cpu: used };
}

async function metering(wanted: {
  readonly network: InterlockNetwork;
  readonly signal: AbortSignal;
  readonly others?: readonly MeteredProcess[];
  readonly from: number;
  readonly until: number;
  loadPid(): number;
}): Promise<Record<string, number>> {
  await pause(wanted.from - Date.now(), undefined, { signal: wanted.signal });
  const meter = cpuMeter([
    ...meteredProcesses(wanted.network),
    ...(wanted.others ?? []),
    { name: 'load', pid: wanted.loadPid() },
  ]);
  await pause(wanted.until - Date.now(), undefined, { signal: wanted.signal });
  return meter.lap();
}

/** The running processes of the network that carry bookings. */
export function meteredProcesses(network: InterlockNetwork): MeteredProcess[] {
  return metered.flatMap((name) => {
    const pid = pidOrNull(network, name);
    return pid === null ? [] : [{ name, pid }];
  });
}

function pidOrNull(network: InterlockNetwork, name: ProcessName): number | null {
  try {
    return network.pidOf(name);
  } catch {
    // A process that a bench has stopped uses nothing.
    return null;
  }
}

/** Deeds per second within what counts. */
export function rateOf(run: { from: number; until: number }, doneAt: readonly number[]): number {
  return countIn(run, doneAt) / ((run.until - run.from) / 1000);
}

/** Deeds within what counts. */
export function countIn(run: { from: number; until: number }, doneAt: readonly number[]): number {
  return doneAt.filter((at) => at >= run.from && at < run.until).length;
}
