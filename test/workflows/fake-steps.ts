import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { BookingActivities } from '@interlock/workflows/booking/activities';

export type StepName = keyof BookingActivities;

/** What the steps do when a test says nothing else: everything goes well at the first try. */
const wellDone: BookingActivities = {
  holdSeats: () => Promise.resolve({ kind: 'held', payInMs: 60_000 }),
  abandonHold: () => Promise.resolve({ kind: 'released', money: false }),
  meetDeadline: () => Promise.resolve({ kind: 'released', money: false }),
  cancelHold: () => Promise.resolve({ kind: 'released', money: false }),
  confirmSeats: ({ intentId }) => Promise.resolve({ kind: 'confirmed', intentId }),
  capturePayment: () => Promise.resolve({ kind: 'captured' }),
  refuseCapture: () => Promise.resolve({ kind: 'held', payInMs: 60_000 }),
  issueTickets: () => Promise.resolve({ otherMoney: false }),
  returnMoney: () => Promise.resolve(),
  closeIntake: () => Promise.resolve(),
  notify: () => Promise.resolve(),
};

/** One call of a step, as a test reads it: the step's name, and what it was about beside the booking. */
export type Call = StepName | `${StepName} ${string}`;

/** Steps whose answers each booking's test writes itself, and a list of what was called. */
export class FakeSteps {
  private readonly scripts = new Map<BookingId, Partial<BookingActivities>>();
  private readonly calls = new Map<BookingId, Call[]>();

  script(bookingId: BookingId, changes: Partial<BookingActivities>): void {
    this.scripts.set(bookingId, changes);
    this.calls.set(bookingId, []);
  }

  callsOf(bookingId: BookingId): readonly Call[] {
    return this.calls.get(bookingId) ?? [];
  }

  activities(): BookingActivities {
    const names = Object.keys(wellDone) as StepName[];
    return Object.fromEntries(
      names.map((name) => [name, (step: StepInput) => this.perform(name, step)]),
    ) as unknown as BookingActivities;
  }

  private async perform(name: StepName, step: StepInput): Promise<unknown> {
    const about = step.intentId ?? step.why;
    this.calls.get(step.bookingId)?.push(about === undefined ? name : `${name} ${about}`);
    const deed = (this.scripts.get(step.bookingId)?.[name] ?? wellDone[name]) as (
      input: StepInput,
    ) => Promise<unknown>;
    return deed(step);
  }
}

interface StepInput {
  readonly bookingId: BookingId;
  readonly intentId?: IntentId;
  readonly why?: string;
}

/** Fails the first `times` calls, then answers (at once, or when the answer is there). */
export function failing<T>(times: number, answer: T | Promise<T>): () => Promise<T> {
  let left = times;
  return () => {
    left -= 1;
    return left >= 0 ? Promise.reject(new Error('the step failed')) : Promise.resolve(answer);
  };
}

/** Gives these answers one after the other, the last one for ever. */
export function inTurn<T>(...answers: T[]): () => Promise<T> {
  return inTurnOf(...answers.map((answer) => () => Promise.resolve(answer)));
}

/** Does these deeds one after the other, the last one for ever. */
export function inTurnOf<T>(...deeds: (() => Promise<T>)[]): () => Promise<T> {
  let at = -1;
  return () => {
    at = Math.min(at + 1, deeds.length - 1);
    return (deeds[at] as () => Promise<T>)();
  };
}

/** Holds a step until the test opens it. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
