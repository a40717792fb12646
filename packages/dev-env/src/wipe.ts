import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { postgresFolders } from './postgres-place.ts';

/** What a data folder holds of one installation; the caches of the set-up beside it stay. */
const contents = ['secrets', 'temporal', 'sandbox', 'logs', 'running.json'];

/** Deletes all data of this folder: bookings, accounts, keys. Whoever calls has been told to. */
export function wipe(dataFolder: string): void {
  for (const folder of contents.map((name) => join(dataFolder, name))) remove(folder);
  for (const folder of postgresFolders(dataFolder)) remove(folder);
}

function remove(path: string): void {
  if (existsSync(path)) rmSync(path, { recursive: true, force: true });
}
