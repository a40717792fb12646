import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One switched-on fault point: what to do there, and the file that says it was reached. */
export interface FaultPointSetting {
  name: string;
  /** `kill`: SIGKILL to the own process; `stop`: SIGSTOP, until somebody sends SIGCONT. */
  act: 'kill' | 'stop';
  marker: string;
}

/**
 * Reads `name=kill:/marker/file,other=stop:/other/marker`; an empty text switches nothing on.
 * @throws Error naming the part that is not of this form.
 */
export function parseFaultPoints(text: string): FaultPointSetting[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([a-z-]+)=(kill|stop):(.+)$/.exec(part);
      const [, name, act, marker] = match ?? [];
      if (name === undefined || marker === undefined) {
        throw new Error(
          `INTERLOCK_FAULT_POINTS: "${part}" is not name=kill:/file or name=stop:/file`,
        );
      }
      return { name, act: act === 'stop' ? 'stop' : 'kill', marker };
    });
}

/**
 * The function that code calls at its named points. It does nothing at a point that is off, and at
 * a point whose marker exists already: a process started again goes past the place where it died.
 */
export function createFaultPoint(settings: readonly FaultPointSetting[]): (name: string) => void {
  const byName = new Map(settings.map((setting) => [setting.name, setting]));
  return function faultPoint(name) {
    const setting = byName.get(name);
    if (setting === undefined || !writeMarker(setting)) return;
    process.kill(process.pid, setting.act === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  };
}

/** True if this call created the marker; it is on the disk before the process may die. */
function writeMarker({ name, marker }: FaultPointSetting): boolean {
  try {
    const file = openSync(marker, 'wx');
    writeSync(file, `${name} ${process.pid}\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  const folder = openSync(dirname(marker), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return true;
}
