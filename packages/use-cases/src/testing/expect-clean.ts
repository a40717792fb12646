import { shardInvariantsAtAnyMoment } from '@interlock/db/verify/shard-checks';
import type { WorkerContext } from '../process/worker-context.ts';
import { verifyLimits, type InvariantNumber } from '../verify/invariant.ts';
import { verify, type Finding } from '../verify/verify.ts';

/** What must hold at any moment, also while a test has stopped a booking half-way and nobody repairs. */
const atAnyMoment: readonly InvariantNumber[] = [
  ...shardInvariantsAtAnyMoment,
  'I13',
  'I14',
  'I33',
  'I34',
];

/** Throws with what `verify` finds in the copy's databases, as far as it must hold at any moment and is not `bent`. */
export async function expectClean(
  context: WorkerContext,
  { ticketKey, bent }: { ticketKey: string; bent: readonly InvariantNumber[] },
): Promise<void> {
  const { findings } = await verify({
    ...context,
    ticketKey,
    counts: null,
    texts: noTexts,
    limits: { ...verifyLimits, secondLookMs: 0 },
  });
  const wrong = findings.filter(
    ({ invariant }) => atAnyMoment.includes(invariant) && !bent.includes(invariant),
  );
  if (wrong.length > 0) throw new Error(`verify: ${wrong.map(sentenceOf).join('; ')}`);
}

async function* noTexts(): AsyncIterable<never> {
  // Nothing is logged or recorded by use cases under test.
}

function sentenceOf({ invariant, breaches }: Finding): string {
  return `${invariant} ${JSON.stringify(breaches)}`;
}
