import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 500;
const bytesPerPage = 4096;

/** The most resident memory (MB) that the process has had until `stop`; `before` is what it had at first. */
export function watchMemory(pid: number): {
  readonly before: number;
  readonly stop: () => Promise<number>;
} {
  const before = residentMb(pid);
  const stopped = new AbortController();
  const most = (async () => {
    let highest = before;
    while (!stopped.signal.aborted) {
      highest = Math.max(highest, residentMb(pid));
      await pause(lookEveryMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    return highest;
  })();
  return {
    before,
    stop() {
      stopped.abort();
      return most;
    },
  };
}

function residentMb(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return Math.round((pages * bytesPerPage) / 2 ** 20);
}
