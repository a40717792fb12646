import type { BookingId, IntentId, ShardName } from '@interlock/domain/ids';
import {
  abandonReasonOf,
  type BookingProcess,
  type HistoryEvent,
} from '@interlock/workflows/booking/contract';
import type { PublishProcess, PublishReport } from '@interlock/workflows/publish/contract';
import type { SettleProcess } from '@interlock/workflows/settle/contract';
import { abandonHold } from '../process/abandon-hold.ts';
import { cancelHold } from '../process/cancel-hold.ts';
import { finishIntakeByRow } from '../process/finish-intake.ts';
import { standingOf } from '../process/standing.ts';
import { takeSeats } from '../process/take-seats.ts';
import type { WorkerContext } from '../process/worker-context.ts';

type Reply<Verb extends keyof BookingProcess> = Awaited<ReturnType<BookingProcess[Verb]>>;

/** Plays the durable processes: hold and cancel run their steps at once, the rest is only written down. */
export class InlineProcesses implements BookingProcess, SettleProcess, PublishProcess {
  /** `unavailable`: Temporal is away. */
  state: 'there' | 'unavailable' = 'there';
  /** What the bookings' own processes are said to be. */
  bookings: 'open' | 'closed' = 'open';
  readonly hints: { bookingId: BookingId; intentId: IntentId }[] = [];
  readonly settlements: BookingId[] = [];
  private context: WorkerContext | null = null;

  /** As new: there, open, and nothing written down. */
  reset(): void {
    this.state = 'there';
    this.bookings = 'open';
    this.hints.length = 0;
    this.settlements.length = 0;
  }

  serve(context: WorkerContext): void {
    this.context = context;
  }

  async hold({ bookingId }: { bookingId: BookingId }): Promise<Reply<'hold'>> {
    if (this.state === 'unavailable') return { kind: 'unavailable' };
    const context = this.served();
    const step = await takeSeats(context, bookingId);
    if (step.kind === 'held') return { kind: 'held' };
    await abandonHold(context, { bookingId, why: abandonReasonOf(step) });
    return step;
  }

  async cancel(wish: {
    bookingId: BookingId;
    requestId: string;
    actor: string;
  }): Promise<Reply<'cancel'>> {
    if (this.state === 'unavailable') return { kind: 'unavailable' };
    const context = this.served();
    if ((await standingOf(context, wish.bookingId)).kind === 'ticketed') {
      return { kind: 'already-ticketed' };
    }
    const standing = await cancelHold(context, wish);
    if (standing.kind !== 'released') return { kind: 'payment-in-progress' };
    await finishIntakeByRow(context, wish.bookingId);
    return { kind: 'released' };
  }

  paymentAuthorised(news: {
    bookingId: BookingId;
    intentId: IntentId;
  }): Promise<Reply<'paymentAuthorised'>> {
    if (this.state === 'unavailable') return Promise.resolve({ kind: 'unavailable' });
    if (this.bookings === 'closed') return Promise.resolve({ kind: 'gone' });
    this.hints.push({ bookingId: news.bookingId, intentId: news.intentId });
    return Promise.resolve({ kind: 'accepted' });
  }

  settle({
    bookingId,
  }: {
    bookingId: BookingId;
    shard: ShardName;
  }): ReturnType<SettleProcess['settle']> {
    if (this.state === 'unavailable') return Promise.resolve({ kind: 'unavailable' });
    this.settlements.push(bookingId);
    return Promise.resolve({ kind: 'started' });
  }

  stateOf(): Promise<Reply<'stateOf'>> {
    return Promise.resolve({ kind: this.state === 'there' ? this.bookings : 'unavailable' });
  }

  listOpen(): Promise<string[]> {
    return Promise.resolve([]);
  }

  history(): Promise<HistoryEvent[] | null> {
    return Promise.resolve(null);
  }

  publish(): Promise<PublishReport> {
    return Promise.reject(new Error('the tests publish without a process'));
  }

  scheduleDailyOpening(): Promise<void> {
    return Promise.resolve();
  }

  private served(): WorkerContext {
    if (this.context === null) throw new Error('the processes serve no context yet');
    return this.context;
  }
}
