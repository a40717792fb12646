import { endedOrUnknown } from '@interlock/db/bookings';
import { openIntakes } from '@interlock/db/intake';
import { closeOrphans, openOrphans, type OrphanEvent } from '@interlock/db/orphans';
import { bookingIdOf, bookingNumber, type BookingId, type ShardName } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import { allOf } from '../all-of.ts';
import { finishIntake, finishIntakeByRow } from '../process/finish-intake.ts';
import { allocatorOf, type WorkerContext } from '../process/worker-context.ts';

const intakesAtOnce = 200;
const orphansAtOnce = 50;

/** Where the janitor stands in the open intakes; after the last page it starts anew. */
export interface JanitorMark {
  number: bigint;
}

/** One round of the janitor, without Temporal: intakes left open are closed, money without a booking is given back. */
export async function janitor(context: WorkerContext, mark: JanitorMark): Promise<void> {
  const open = await context.central.read((central) =>
    openIntakes(central, {
      forMs: context.rules.janitorAfterMs,
      after: mark.number,
      limit: intakesAtOnce,
    }),
  );
  for (const shard of context.shards.names()) {
    const here = open.filter((id) => context.shards.shardOf(id) === shard);
    if (here.length > 0) await closeLeftIntakes(context, { shard, ids: here });
  }
  const last = open.at(-1);
  mark.number = open.length < intakesAtOnce || last === undefined ? 0n : bookingNumber(last);
  await returnOrphans(context);
}

/** A shard that is away keeps its intakes open; the others go on. */
async function closeLeftIntakes(
  context: WorkerContext,
  input: { shard: ShardName; ids: BookingId[] },
): Promise<void> {
  try {
    const left = await context.shards.read({ shard: input.shard }, (shard) =>
      endedOrUnknown(shard, input.ids),
    );
    await allOf(left, (bookingId) => closeLeftIntake(context, bookingId));
  } catch (error) {
    context.report('intakes not closed yet', { shard: input.shard, error });
  }
}

async function returnOrphans(context: WorkerContext): Promise<void> {
  const orphans = await context.central.read((central) => openOrphans(central, orphansAtOnce));
  for (const orphan of orphans) {
    try {
      await returnOrphan(context, orphan);
    } catch (error) {
      context.report('orphan money not returned yet', { eventId: orphan.eventId, error });
    }
  }
}

/** No booking row: a tombstone first, so that a late hold cannot appear behind our back; then look again. */
async function closeLeftIntake(context: WorkerContext, bookingId: BookingId): Promise<void> {
  if ((await finishIntakeByRow(context, bookingId)) !== 'no-row') return;
  const answer = await allocatorOf(context, bookingId).release({
    bookingId,
    expect: 'held',
    due: 'expires-at',
    reason: 'refused',
    actor: 'janitor',
    operation: `${bookingId}:janitor`,
  });
  if (answer.kind === 'tombstoned') return finishIntake(context, { bookingId, outcome: 'refused' });
  await finishIntakeByRow(context, bookingId);
}

async function returnOrphan(context: WorkerContext, orphan: OrphanEvent): Promise<void> {
  const money = await context.payments.lookAtIntent({ intentId: orphan.intentId });
  // Provider calls are keyed by a booking; orphans share one that no booking can have.
  const bookingId = bookingIdOf('P', 0n);
  const close = (outcome: string): Promise<void> =>
    context.central.transact((central) =>
      closeOrphans(central, { intentId: orphan.intentId, outcome }),
    );
  if (money.state === 'authorised') {
    const voided = await context.payments.cancelIntent({ bookingId, intentId: orphan.intentId });
    if (voided.kind === 'voided') await close('voided');
  } else if (money.state === 'captured') {
    const refund = await context.payments.refund({
      bookingId,
      intentId: orphan.intentId,
      amountFen: (money.capturedFen - money.refundedFen) as Fen,
      operation: 'orphan',
    });
    if (refund.kind === 'refunded') await close('refunded');
  } else if (money.state !== 'processing' && money.state !== 'open') {
    await close(`nothing to return: ${money.state}`);
  }
}
