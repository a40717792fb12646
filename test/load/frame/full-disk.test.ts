import { StartProblem } from '@interlock/dev-env/start-problem';
import { beforeEach, expect, test, vi } from 'vitest';
import { watchDisk } from './full-disk.ts';

const disk = vi.hoisted(() => ({ freeBytes: 0 }));
vi.mock('node:fs', () => ({ statfsSync: () => ({ bavail: disk.freeBytes / 4096, bsize: 4096 }) }));

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('a disk that becomes full ends the bench with a sentence that names the folder and what to do', () => {
  disk.freeBytes = 2 ** 30;
  const watch = watchDisk('/tmp/somewhere');
  vi.advanceTimersByTime(1_000);
  expect(watch.signal.aborted).toBe(false);
  disk.freeBytes = 2 ** 20;
  vi.advanceTimersByTime(1_000);
  expect(watch.signal.reason).toBeInstanceOf(StartProblem);
  expect(String(watch.signal.reason)).toMatch(/\/tmp\/somewhere has less than 32 MB left.*TMPDIR/);
  watch.stop();
});

test('nobody watches any more once the bench has ended', () => {
  disk.freeBytes = 2 ** 30;
  const watch = watchDisk('/tmp/somewhere');
  watch.stop();
  disk.freeBytes = 0;
  vi.advanceTimersByTime(1_000);
  expect(watch.signal.aborted).toBe(false);
});
