import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty data folder that other users may pass, as root's Postgres servers must. */
export function temporaryDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-'));
  chmodSync(folder, 0o755);
  return folder;
}
