import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second, whatever its own clock. */
const msPerTick = 10;

export interface MeteredProcess {
  readonly name: string;
  readonly pid: number;
}

export interface CpuMeter {
  /** CPU time in ms, user and system, that each has used since the last lap or the start, descendants included. */
  lap(): Record<string, number>;
}

/** Meters running processes by /proc; a process that ended counts as far as it was seen or its parent knows. */
export function cpuMeter(processes: readonly MeteredProcess[]): CpuMeter {
  let before = read(processes);
  return {
    lap() {
      const now = read(processes);
      const used = processes.map(({ name }): [string, number] => [
        name,
        Math.max(0, (now.get(name) ?? 0) - (before.get(name) ?? 0)),
      ]);
      before = now;
      return Object.fromEntries(used);
    },
  };
}

interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  /** Of children that ended and were waited for. */
  readonly ofEnded: number;
}

function read(processes: readonly MeteredProcess[]): Map<string, number> {
  const all = readAll();
  const children = new Map<number, number[]>();
  for (const [pid, { parent }] of all) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [pid]);
    else siblings.push(pid);
  }
  function total(pid: number): number {
    const times = all.get(pid);
    if (times === undefined) return 0;
    const below = (children.get(pid) ?? []).reduce((sum, child) => sum + total(child), 0);
    return times.own + times.ofEnded + below;
  }
  return new Map(processes.map(({ name, pid }) => [name, total(pid)]));
}

function readAll(): Map<number, ProcessTimes> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    pids.flatMap((pid) => {
      const times = timesOf(pid);
      return times === null ? [] : [[Number(pid), times]];
    }),
  );
}

function timesOf(pid: string): ProcessTimes | null {
  const stat = statOf(pid);
  if (stat === null) return null;
  // The name stands in brackets and may hold anything; the fields are counted from after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const at = (index: number) => Number(fields[index] ?? 0);
  return {
    parent: at(1),
    own: (at(11) + at(12)) * msPerTick,
    ofEnded: (at(13) + at(14)) * msPerTick,
  };
}

function statOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between the listing and the look.
    return null;
  }
}
