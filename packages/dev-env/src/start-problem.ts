/** Something outside the program stands in the way of the start: one sentence, and what to do. */
export class StartProblem extends Error {
  constructor(what: string, whatToDo: string) {
    super(`${what} ${whatToDo}`);
    this.name = 'StartProblem';
  }
}

interface Causes {
  readonly process: string;
  readonly log: string;
  readonly dataFolder: string;
}

const known: readonly (readonly [RegExp, (causes: Causes) => [string, string]])[] = [
  [
    /No space left on device|ENOSPC|Check free disk space|database or disk is full/i,
    ({ process, dataFolder }) => [
      `The disk that holds ${dataFolder} is full, so ${process} stopped.`,
      'Free some space and start again; what was written before is safe.',
    ],
  ],
  [
    /Address already in use|EADDRINUSE|address already in use/i,
    ({ process, log }) => [
      `Another program took the port of ${process} a moment ago (${log}).`,
      `Start again, or give it another port with --port ${process}=<number>.`,
    ],
  ],
  [
    /lock file "postmaster.pid" already exists|pre-existing shared memory block/,
    ({ process, dataFolder }) => [
      `Another Postgres still runs on the data of ${process} in ${dataFolder}.`,
      'Stop that server (its process id is the first line of postmaster.pid) and start again.',
    ],
  ],
  [
    /database files are incompatible|was initialized by PostgreSQL version/,
    ({ process, dataFolder }) => [
      `The data of ${process} in ${dataFolder} was written by another version of Postgres.`,
      'Go back to the version that wrote it, or wipe it with `npm start -- --reset`.',
    ],
  ],
  [
    /Permission denied|EACCES|has wrong ownership|has invalid permissions/,
    ({ process, dataFolder }) => [
      `The data of ${process} in ${dataFolder} belongs to somebody else.`,
      'Give it back to the user who made it, or use another folder with --data <folder>.',
    ],
  ],
  [
    /not a valid data directory|could not (open|read) file|could not locate a valid checkpoint|invalid (primary )?checkpoint|incorrect checksum|PANIC|invalid page in block|file is not a database|database disk image is malformed|is missing or erroneous/,
    ({ process, dataFolder, log }) => [
      `The data of ${process} in ${dataFolder} is damaged (details: ${log}).`,
      'Put back a copy of the folder, or wipe it with `npm start -- --reset`.',
    ],
  ],
];

/** What to tell people about an error that did not stop everything. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /ENOSPC/.test(text)
    ? 'The disk is full. Free some space, then stop everything and start again.'
    : text;
}

/** The sentence for a process that ended while it should have started, from what it logged. */
export function problemFromLog(text: string, causes: Causes): StartProblem {
  for (const [pattern, sentence] of known) {
    if (pattern.test(text)) return new StartProblem(...sentence(causes));
  }
  const last = text.trim().split('\n').slice(-8).join('\n');
  return new StartProblem(
    `${causes.process} did not start:\n${last}\n`,
    `The whole log is ${causes.log}.`,
  );
}
