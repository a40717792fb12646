import { endedOrUnknown } from '@interlock/db/bookings';
import { openIntakes } from '@interlock/db/intake';
import { bookingNumber, type BookingId, type ShardName } from '@interlock/domain/ids';
import { allOf } from '../all-of.ts';
import { finishIntake, finishIntakeByRow } from '../process/finish-intake.ts';
import { allocatorOf, type WorkerContext } from '../process/worker-context.ts';
import { turnPage, type PageMark } from './page-mark.ts';

const intakesAtOnce = 200;

/** One round of the janitor, without Temporal: intakes left open are closed. */
export async function janitor(context: WorkerContext, mark: PageMark<bigint>): Promise<void> {
  const open = await context.central.read((central) =>
    openIntakes(central, {
      forMs: context.rules.janitorAfterMs,
      after: mark.after,
      limit: intakesAtOnce,
    }),
  );
  turnPage(mark, open.map(bookingNumber), intakesAtOnce);
  for (const shard of context.shards.names()) {
    const here = open.filter((id) => context.shards.shardOf(id) === shard);
    if (here.length > 0) await closeLeftIntakes(context, { shard, ids: here });
  }
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
