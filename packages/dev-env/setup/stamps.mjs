import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

const folder = join(root, '.interlock');

/** Reads one of the small JSON files that the set-up keeps under `.interlock/`; null if absent. */
export function readNote(name) {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes such a file whole: a set-up that is cut off leaves the old one. */
export function writeNote(name, content) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/** One hash over the names and contents of all files below the given paths from the root. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => [...filesAt(join(root, path))]).sort()) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

const skipped = /^(node_modules|dist|\.next|\.turbo|generated|next-env\.d\.ts)$/;

function* filesAt(path) {
  if (!existsSync(path)) return;
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error;
    yield path;
    return;
  }
  for (const entry of entries) {
    if (!skipped.test(entry.name)) yield* filesAt(join(path, entry.name));
  }
}

export function isStamped(name, hash) {
  return readNote('stamps.json')?.[name] === hash;
}

export function stamp(name, hash) {
  writeNote('stamps.json', { ...readNote('stamps.json'), [name]: hash });
}
