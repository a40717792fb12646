import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * An append-only file of lines. A line is safe on disk once `append` resolves; lines that wait
 * together share one write and one flush.
 */
export class Journal {
  readonly #handle: FileHandle;
  #lines: string[] = [];
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  append(line: string): Promise<void> {
    this.#lines.push(line);
    this.#next ??= this.#current.then(() => this.#write());
    return this.#next;
  }

  /** Resolves when everything appended so far is on disk. */
  settled(): Promise<void> {
    return this.#next ?? this.#current;
  }

  async close(): Promise<void> {
    await this.settled();
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#current = this.#next ?? this.#current;
    this.#next = null;
    await this.#handle.appendFile(text);
    await this.#handle.datasync();
  }
}

/**
 * Reads the complete lines of a journal. A last line without its end is what a killed process left
 * behind: its answer was never given, so it never happened.
 */
export async function readJournal(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
}

/** Replaces the journal by these lines, in one step that a crash cannot halve, and opens it for more. */
export async function rewriteJournal(file: string, lines: Iterable<string>): Promise<Journal> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w', 0o600);
  await handle.writeFile([...lines].map((line) => `${line}\n`).join(''));
  await handle.sync();
  await handle.close();
  await rename(draft, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync();
  await folder.close();
  return new Journal(await open(file, 'a', 0o600));
}
