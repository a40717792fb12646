import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresPlace } from '@interlock/dev-env/postgres-place';
import { temporalProgram } from '@interlock/dev-env/tools';
import { findPgbench } from './pgbench.ts';
import { cpuMeter } from './process-cpu.ts';

const run = promisify(execFile);

/** What figures depend on, for people and for programs. */
export interface MachineHeader {
  readonly text: string;
  readonly line: object;
}

/** The machine, and the versions of what is measured on it and against. */
export async function machineHeader(scratch: string): Promise<MachineHeader> {
  const pgbench = findPgbench();
  const { bin } = postgresPlace(scratch);
  const programs = {
    postgres: join(bin, 'postgres'),
    temporal: temporalProgram(),
    ...(pgbench === null ? {} : { pgbench }),
  };
  const versions: [string, string][] = [['node', process.version.slice(1)]];
  for (const [name, program] of Object.entries(programs)) {
    const { stdout } = await run(program, ['--version']);
    versions.push([name, /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? stdout.trim()]);
  }
  const processor = cpus()[0]?.model ?? 'unknown';
  const cores = availableParallelism();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString();
  const named = versions.map(([name, version]) => `${name} ${version}`).join(', ');
  return {
    text: `${date}  ${processor}, ${cores} cores, ${memoryGb} GB; ${named}`,
    line: { date, processor, cores, memoryGb, versions: Object.fromEntries(versions) },
  };
}

/** Watches how much of the machine others use while a bench runs. */
export function watchOthers(): () => { othersCores: number; stolenCores: number } {
  const meter = cpuMeter([{ name: 'own', pid: process.pid }]);
  const before = machineTicks();
  return () => {
    const now = machineTicks();
    const seconds = (now.at - before.at) / 1000;
    const busy = (now.busyMs - before.busyMs) / 1000;
    const own = (meter.lap()['own'] ?? 0) / 1000;
    return {
      othersCores: Math.max(0, (busy - own) / seconds),
      stolenCores: (now.stolenMs - before.stolenMs) / 1000 / seconds,
    };
  };
}

/** For the line above a report. */
export function othersText({
  othersCores,
  stolenCores,
}: ReturnType<ReturnType<typeof watchOthers>>): string {
  return `other processes used ${othersCores.toFixed(2)} cores, ${stolenCores.toFixed(2)} were stolen`;
}

/** All cores together, from /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
function machineTicks(): { at: number; busyMs: number; stolenMs: number } {
  const first = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '';
  const ticks = first.trim().split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks;
  return {
    at: performance.now(),
    busyMs: (user + nice + system + irq + softirq) * 10,
    stolenMs: steal * 10,
  };
}
