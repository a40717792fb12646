import { statfsSync } from 'node:fs';
import { StartProblem } from '@interlock/dev-env/start-problem';

const askEveryMs = 200;
/** Postgres makes its log in files of 16 MB, two servers may do so at once. */
const leastBytes = 32 * 2 ** 20;

/** Watches the disk that a folder lies on. */
export interface DiskWatch {
  /** Aborted, with the sentence for people as its reason, as soon as the disk is full. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** From now until `stop`: a bench whose disk is full would else fail in as many ways as it has parts. */
export function watchDisk(folder: string): DiskWatch {
  const full = new AbortController();
  const timer = setInterval(() => {
    if (full.signal.aborted || freeBytes(folder) >= leastBytes) return;
    full.abort(
      new StartProblem(
        `The disk that holds ${folder} has less than ${leastBytes / 2 ** 20} MB left.`,
        'Free some space, or name another folder in TMPDIR, and run the bench again; its own data are removed.',
      ),
    );
  }, askEveryMs);
  timer.unref();
  return { signal: full.signal, stop: () => clearInterval(timer) };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
