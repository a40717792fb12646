import { closeOrphans, openOrphans } from '@interlock/db/orphans';
import { bookingIdOf, type IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { UseCaseContext } from '../context.ts';
import { turnPage, type PageMark } from './page-mark.ts';

const atOnce = 50;

/** One round of the janitor's other half: money without a booking is voided or refunded. */
export async function returnOrphans(
  context: UseCaseContext,
  mark: PageMark<string>,
): Promise<void> {
  const orphans = await context.central.read((central) =>
    openOrphans(central, { after: mark.after, limit: atOnce }),
  );
  turnPage(mark, orphans, atOnce);
  // Side by side: an intent that the provider is slow to look up must not keep the others' money waiting.
  await Promise.all(orphans.map((intentId) => tryToReturn(context, intentId)));
}

async function tryToReturn(context: UseCaseContext, intentId: IntentId): Promise<void> {
  try {
    await returnOrphan(context, intentId);
  } catch (error) {
    context.report('orphan money not returned yet', { intentId, error });
  }
}

async function returnOrphan(context: UseCaseContext, intentId: IntentId): Promise<void> {
  const money = await context.payments.lookAtIntent({ intentId });
  // Provider calls are keyed by a booking; orphans share one that no booking can have.
  const bookingId = bookingIdOf('P', 0n);
  const close = (outcome: string): Promise<void> =>
    context.central.transact((central) => closeOrphans(central, { intentId, outcome }));
  if (money.state === 'authorised') {
    const voided = await context.payments.cancelIntent({ bookingId, intentId });
    if (voided.kind === 'voided') await close('voided');
  } else if (money.state === 'captured') {
    const refund = await context.payments.refund({
      bookingId,
      intentId,
      amountFen: (money.capturedFen - money.refundedFen) as Fen,
      operation: 'orphan',
    });
    if (refund.kind === 'refunded') await close('refunded');
  } else if (money.state !== 'processing' && money.state !== 'open') {
    await close(`nothing to return: ${money.state}`);
  }
}
