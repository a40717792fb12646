import { startPrivateCopy, type PrivateCopy } from './private-copy.ts';
import {
  buy,
  capturedAnyway,
  dayAhead,
  holdThree,
  holdWindowMs,
  leavesNoBreach,
  northTrain,
  paidTooLate,
  seatsComeBack,
  southTrain,
  survivesDeadWorker,
} from './scenarios.ts';

const began = performance.now();
let copy: PrivateCopy | null = null;
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(1));

try {
  await run();
  line({ step: 'all', ms: elapsed(began) });
  await end(0);
} catch (error) {
  line({
    step: 'failed',
    ms: elapsed(began),
    error: error instanceof Error ? error.message : String(error),
  });
  await end(1);
}

async function run(): Promise<void> {
  await step('start', async () => {
    copy = await startPrivateCopy({
      trains: [southTrain, northTrain],
      days: [dayAhead],
      holdWindowMs,
    });
    return { accounts: copy.programs.length };
  });
  if (copy === null) return;
  const running: PrivateCopy = copy;
  const [buyer, idler, latecomer, unlucky] = running.programs;
  if (!buyer || !idler || !latecomer || !unlucky)
    throw new Error('four program accounts are needed');
  await step('ticketed', () => buy(running, buyer));
  const holds = await holdThree({ idler, latecomer, unlucky });
  await step('expired', () => seatsComeBack(idler, holds));
  await step('voided', () => paidTooLate(running, { program: latecomer, ...holds.late }));
  await step('refunded', () => capturedAnyway(running, { program: unlucky, ...holds.unlucky }));
  await step('worker-killed', () => survivesDeadWorker(running, buyer));
  await step('verify', () => leavesNoBreach(running));
}

/** Does one step and prints its line. */
async function step(name: string, work: () => Promise<object>): Promise<void> {
  const from = performance.now();
  const found = await work();
  line({ step: name, ms: elapsed(from), ...found });
}

function line(content: object): void {
  process.stdout.write(`${JSON.stringify(content)}\n`);
}

function elapsed(from: number): number {
  return Math.round(performance.now() - from);
}

/** Stops what was started; the last line is `ok` only if every step was. */
async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  process.exitCode = exitCode;
  await copy?.stop();
  if (exitCode === 0) process.stdout.write('ok\n');
}
