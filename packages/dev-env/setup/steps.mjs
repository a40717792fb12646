import { fileURLToPath } from 'node:url';

/** The root of this checkout, without a slash at the end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Something outside the program stands in the way: one sentence, and what to do about it. */
export class SetupProblem extends Error {
  constructor(what, whatToDo) {
    super(`${what} ${whatToDo}`);
    this.name = 'SetupProblem';
  }
}

/** Where steps are told; a program that prints data keeps its standard output for them. */
let told = process.stdout;

/** Tells all further steps to this stream. */
export function tellStepsTo(stream) {
  told = stream;
}

/**
 * Runs one step of the set-up and prints its name, what came of it and how long it took.
 * `work` returns a short text for people; a first word "already" marks a step with nothing to do.
 */
export async function step(name, work) {
  const began = performance.now();
  told.write(`  ${name.padEnd(22)}`);
  let ended = false;
  try {
    const outcome = await work((note) => told.write(`${note} `));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    told.write(`${outcome} (${seconds} s)\n`);
    ended = true;
  } finally {
    if (!ended) told.write('failed\n');
  }
}

/** What to say about errors of the operating system that people can mend. */
const systemErrors = {
  ENOSPC: 'The disk is full. Free some space and run the command again.',
  EDQUOT: 'Your share of the disk is used up. Free some space and run the command again.',
  EROFS: 'The disk is read-only here. Use a folder that can be written, with --data <folder>.',
  EACCES: 'A file or folder may not be used. Correct its owner, or use another --data <folder>.',
};

/** Ends the program with one clear sentence for a problem outside, with the stack for a fault. */
export function endWith(error) {
  const known = error instanceof Error && /^(SetupProblem|StartProblem)$/.test(error.name);
  const system = systemErrors[error?.code];
  if (known) console.error(`\n${error.message}`);
  else if (system) console.error(`\n${system} (${error.message})`);
  else console.error(error);
  process.exitCode = 1;
}

/** @throws SetupProblem on a Node.js that cannot run the project. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupProblem(
    `Interlock needs Node.js 20.19 or later; this is ${process.versions.node}.`,
    'Install a newer Node.js and run the command again.',
  );
}
