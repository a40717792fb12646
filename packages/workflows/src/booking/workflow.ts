import type { IntentId } from '@interlock/domain/ids';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { raiseAttention, withAlarm } from '../alarm.ts';
import type { BookingActivities } from './activities.ts';
import {
  abandonReasonOf,
  cancelUpdateName,
  holdUpdateName,
  paymentAuthorisedUpdateName,
  type BookingInput,
  type BookingTimings,
  type CancelInput,
  type CancelReply,
  type HoldReply,
  type PaymentAuthorisedInput,
  type PaymentReply,
  type Standing,
} from './contract.ts';

const holdUpdate = defineUpdate<HoldReply>(holdUpdateName);
const paymentAuthorisedUpdate = defineUpdate<PaymentReply, [PaymentAuthorisedInput]>(
  paymentAuthorisedUpdateName,
);
const cancelUpdate = defineUpdate<CancelReply, [CancelInput]>(cancelUpdateName);

/** First try: a few seconds inside the workflow task, no event but one marker. */
const firstTry = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '2 s',
  scheduleToCloseTimeout: '4 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '50 ms', backoffCoefficient: 2, maximumAttempts: 3 },
});

/** Calls that leave the house are tried once, then left to the long way. */
const firstTryOutside = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '3 s',
  scheduleToCloseTimeout: '3 s',
  retry: { maximumAttempts: 1 },
});

/** The long way: from authorisation on nothing gives up. */
const untilDone = proxyActivities<BookingActivities>({
  startToCloseTimeout: '15 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '30 s' },
});

type Wish = ({ kind: 'cancel' } & CancelInput) | { kind: 'money'; intentId: IntentId };

/** One booking, from the hold to the ticket or the released seats (docs/decisions/0005). */
export async function booking(input: BookingInput): Promise<'ticketed' | 'released'> {
  const run = new BookingRun(input);
  run.listen();
  // Ending a booking half-way is no one's wish: people cancel through the update, which asks the shard.
  return CancellationScope.nonCancellable(() => run.toItsEnd());
}

class BookingRun {
  private readonly input: BookingInput;
  private readonly wishes: Wish[] = [];
  private readonly cancelReplies = new Map<string, CancelReply>();
  private readonly refusedIntents = new Set<IntentId>();
  private holdReply: HoldReply | undefined;
  private end: 'ticketed' | 'released' | undefined;
  private ticketedBy: IntentId | undefined;
  private isPaying = false;

  constructor(input: BookingInput) {
    this.input = input;
  }

  listen(): void {
    setHandler(holdUpdate, async (): Promise<HoldReply> => {
      await condition(() => this.holdReply !== undefined);
      return this.holdReply ?? { kind: 'busy' };
    });
    setHandler(paymentAuthorisedUpdate, async ({ intentId }): Promise<PaymentReply> => {
      this.wishes.push({ kind: 'money', intentId });
      await condition(() => this.paymentReply(intentId) !== undefined);
      return this.paymentReply(intentId) ?? { kind: 'refused' };
    });
    setHandler(cancelUpdate, async (cancel): Promise<CancelReply> => {
      // While money moves the answer is known, however long the next step takes.
      if (this.isPaying) return { kind: 'payment-in-progress' };
      this.wishes.push({ kind: 'cancel', ...cancel });
      await condition(() => this.cancelReply(cancel.requestId) !== undefined);
      return this.cancelReply(cancel.requestId) ?? { kind: 'payment-in-progress' };
    });
  }

  async toItsEnd(): Promise<'ticketed' | 'released'> {
    const end = await this.follow(await this.hold());
    await this.returnLateMoney();
    await condition(allHandlersFinished);
    return end;
  }

  private async hold(): Promise<Standing> {
    if (Date.now() > this.input.decideBy) return this.abandon({ kind: 'busy' });
    try {
      const step = await holdLocally(this.input.timings).holdSeats({
        bookingId: this.input.bookingId,
      });
      if (step.kind === 'conflict') return this.leaveAlone();
      if (step.kind !== 'held') return await this.abandon(step);
      this.holdReply = { kind: 'held' };
      return { kind: 'held', payInMs: step.payInMs };
    } catch {
      // No outcome in time: the seats may or may not be held, so they are released by id.
      return this.abandon({ kind: 'busy' });
    }
  }

  /** The row under this id is another request's: nothing of it is touched. */
  private leaveAlone(): Standing {
    this.holdReply = { kind: 'conflict' };
    this.end = 'released';
    return { kind: 'released', money: false };
  }

  /** Tombstone first, then the answer; a row that already holds money goes on from its state. */
  private async abandon(reply: HoldReply): Promise<Standing> {
    const step = { bookingId: this.input.bookingId, why: abandonReasonOf(reply) };
    const standing = await this.surely(
      () => firstTry.abandonHold(step),
      () => untilDone.abandonHold(step),
    );
    this.holdReply = standing.kind === 'released' ? reply : { kind: 'held' };
    if (standing.kind === 'released') this.end = 'released';
    return standing;
  }

  private async follow(first: Standing): Promise<'ticketed' | 'released'> {
    let standing = first;
    for (;;) {
      this.isPaying = standing.kind === 'money' || standing.kind === 'confirmed';
      if (this.isPaying) this.refuseCancels();
      switch (standing.kind) {
        case 'held':
          standing = await this.waitForMoney(standing.payInMs);
          break;
        case 'money':
          standing = await this.confirm(standing.intentId);
          break;
        case 'confirmed':
          standing = await this.captureAndIssue(standing.intentId);
          break;
        case 'ticketed':
          await this.finishTicketed(standing.otherMoney);
          return 'ticketed';
        case 'released':
          await this.finishReleased(standing.money);
          return 'released';
      }
    }
  }

  private async waitForMoney(payInMs: number): Promise<Standing> {
    if (payInMs > 0) await condition(() => this.wishes.length > 0, payInMs);
    const wish = this.wishes.shift();
    if (wish === undefined) return this.meetDeadline();
    if (wish.kind === 'money') return { kind: 'money', intentId: wish.intentId };
    const step = { bookingId: this.input.bookingId, actor: wish.actor, requestId: wish.requestId };
    const standing = await this.surely(
      () => firstTry.cancelHold(step),
      () => untilDone.cancelHold(step),
    );
    this.cancelReplies.set(wish.requestId, {
      kind: standing.kind === 'released' ? 'released' : 'payment-in-progress',
    });
    return standing;
  }

  /** A wish to cancel never outlives the payment it met: the seats held again after it are still wanted. */
  private refuseCancels(): void {
    for (const wish of this.wishes.splice(0)) {
      if (wish.kind === 'money') this.wishes.push(wish);
      else this.cancelReplies.set(wish.requestId, { kind: 'payment-in-progress' });
    }
  }

  private async meetDeadline(): Promise<Standing> {
    const step = { bookingId: this.input.bookingId };
    return this.surely(
      () => meetDeadlineLocally.meetDeadline(step),
      () => untilDone.meetDeadline(step),
    );
  }

  private async confirm(intentId: IntentId): Promise<Standing> {
    const step = { bookingId: this.input.bookingId, intentId };
    const standing = await this.surely(
      () => firstTry.confirmSeats(step),
      () => untilDone.confirmSeats(step),
    );
    if (standing.kind === 'held') this.refusedIntents.add(intentId);
    return standing;
  }

  private async captureAndIssue(intentId: IntentId): Promise<Standing> {
    const step = { bookingId: this.input.bookingId, intentId };
    const capture = await this.surely(
      () => firstTryOutside.capturePayment(step),
      () => untilDone.capturePayment(step),
    );
    if (capture.kind === 'refused') {
      this.refusedIntents.add(intentId);
      return this.surely(
        () => firstTry.refuseCapture(step),
        () => untilDone.refuseCapture(step),
      );
    }
    const issued = await this.surely(
      () => firstTry.issueTickets(step),
      () => untilDone.issueTickets(step),
    );
    this.ticketedBy = intentId;
    return { kind: 'ticketed', otherMoney: issued.otherMoney };
  }

  private async finishTicketed(otherMoney: boolean): Promise<void> {
    this.end = 'ticketed';
    await Promise.all([this.closeIntake(), this.notify()]);
    if (otherMoney) await this.returnMoney();
  }

  private async finishReleased(money: boolean): Promise<void> {
    this.end = 'released';
    if (money) await this.returnMoney();
    // The abandoned hold has closed its intake before it answered.
    if (this.holdReply?.kind === 'held') await this.closeIntake();
    if (money) await this.notify();
  }

  /** Money announced while the booking was ending: looked at again before the workflow closes. */
  private async returnLateMoney(): Promise<void> {
    while (this.wishes.length > 0) {
      const late = this.wishes.splice(0);
      const isOther = late.some(
        (wish) => wish.kind === 'money' && wish.intentId !== this.ticketedBy,
      );
      if (isOther) await this.returnMoney();
    }
  }

  private returnMoney(): Promise<void> {
    const step = { bookingId: this.input.bookingId };
    return this.surely(
      () => firstTryOutside.returnMoney(step),
      () => untilDone.returnMoney(step),
    );
  }

  private closeIntake(): Promise<void> {
    const step = { bookingId: this.input.bookingId };
    return this.surely(
      () => firstTry.closeIntake(step),
      () => untilDone.closeIntake(step),
    );
  }

  /** Best effort: a ticket without its mail is still a ticket. */
  private async notify(): Promise<void> {
    const step = { bookingId: this.input.bookingId };
    try {
      await firstTryOutside.notify(step);
    } catch {
      try {
        await notifyFor(this.input.timings).notify(step);
      } catch {
        raiseAttention();
      }
    }
  }

  /** Local first, then as a regular activity without limit; staff are called when that takes long. */
  private async surely<T>(first: () => Promise<T>, long: () => Promise<T>): Promise<T> {
    try {
      return await first();
    } catch {
      return withAlarm(long(), this.input.timings.alarmAfterMs);
    }
  }

  private paymentReply(intentId: IntentId): PaymentReply | undefined {
    if (this.ticketedBy === intentId) return { kind: 'ticketed' };
    if (this.refusedIntents.has(intentId)) return { kind: 'refused' };
    if (this.end === 'ticketed') return { kind: 'second-money' };
    if (this.end === 'released') return { kind: 'hold-lost' };
    return undefined;
  }

  private cancelReply(requestId: string): CancelReply | undefined {
    const given = this.cancelReplies.get(requestId);
    if (given !== undefined) return given;
    if (this.end === 'ticketed') return { kind: 'already-ticketed' };
    if (this.end === 'released') return { kind: 'released' };
    return undefined;
  }
}

/** Asks the provider (≤ 3 s) and then the shard, so it gets a little longer than other first tries. */
const meetDeadlineLocally = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '4 s',
  scheduleToCloseTimeout: '4 s',
  retry: { maximumAttempts: 1 },
});

/**
 * Bounded as a whole and in number: a limit per attempt would be met at the same moment, and the limit of the whole is
 * lost when it falls between two attempts.
 */
function holdLocally(timings: BookingTimings): Pick<BookingActivities, 'holdSeats'> {
  return proxyLocalActivities<BookingActivities>({
    scheduleToCloseTimeout: timings.holdAnswerMs,
    // The tries together outlast the second for which an opened breaker stays open.
    retry: { initialInterval: '300 ms', backoffCoefficient: 2, maximumAttempts: 4 },
  });
}

function notifyFor(timings: BookingTimings): Pick<BookingActivities, 'notify'> {
  return proxyActivities<BookingActivities>({
    startToCloseTimeout: '15 s',
    scheduleToCloseTimeout: timings.notifyForMs,
    retry: { initialInterval: '2 s', backoffCoefficient: 2, maximumInterval: '1 min' },
  });
}
