import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `.gitignore` names, and git's own folder: none of it is a source. */
const ignored = /^(\.git|node_modules|\.interlock|\.turbo|\.next|dist|generated|next-env\.d\.ts)$/;

/** Every source file of the repository, as paths from the root. */
export function repositoryFiles(): string[] {
  return [...filesBelow(root)].map((path) => relative(root, path)).toSorted();
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (ignored.test(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
