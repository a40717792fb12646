import { type Journal, readJournal, rewriteJournal } from './journal.ts';
import type {
  AnswerRecord,
  ChargeRecord,
  EventRecord,
  IntentRecord,
  Put,
  RefundRecord,
  SessionRecord,
} from './records.ts';

/** Stripe forgets an idempotency key after a day at the earliest. */
const answerSeconds = 24 * 3600;

/** All the sandbox knows: maps in memory, each change first shaped as one line of the journal. */
export class Store {
  readonly sessions = new Map<string, SessionRecord>();
  readonly intents = new Map<string, IntentRecord>();
  readonly charges = new Map<string, ChargeRecord>();
  readonly refunds = new Map<string, RefundRecord>();
  readonly events = new Map<string, EventRecord>();
  readonly answers = new Map<string, AnswerRecord>();
  #journal: Journal | null = null;

  async open(of: { file: string; nowSeconds: number }): Promise<void> {
    const lines = await readJournal(of.file);
    for (const [index, line] of lines.entries()) {
      try {
        for (const put of JSON.parse(line) as Put[]) this.#apply(put);
      } catch (cause) {
        throw new Error(`The payment sandbox's file ${of.file} is damaged at line ${index + 1}.`, {
          cause,
        });
      }
    }
    this.#forgetOldAnswers(of.nowSeconds);
    this.#journal = await rewriteJournal(of.file, this.#lines());
  }

  /** Takes effect at once and as a whole; resolves when it is safe from a kill. */
  commit(puts: Put[]): Promise<void> {
    if (this.#journal === null) throw new Error('The store is not open.');
    if (puts.length === 0) return this.#journal.settled();
    for (const put of puts) this.#apply(put);
    return this.#journal.append(JSON.stringify(puts));
  }

  /** Resolves when all that can be read now is safe from a kill. */
  async settled(): Promise<void> {
    await this.#journal?.settled();
  }

  async close(): Promise<void> {
    await this.#journal?.close();
    this.#journal = null;
  }

  answerOf(key: string, nowSeconds: number): AnswerRecord | null {
    const answer = this.answers.get(key);
    return answer && nowSeconds - answer.created < answerSeconds ? answer : null;
  }

  #apply(put: Put): void {
    switch (put.kind) {
      case 'session':
        this.sessions.set(put.value.id, put.value);
        break;
      case 'intent':
        this.intents.set(put.value.id, put.value);
        break;
      case 'charge':
        this.charges.set(put.value.id, put.value);
        break;
      case 'refund':
        this.refunds.set(put.value.id, put.value);
        break;
      case 'event':
        this.events.set(put.value.id, put.value);
        break;
      case 'answer':
        this.answers.set(put.value.key, put.value);
        break;
    }
  }

  #forgetOldAnswers(nowSeconds: number): void {
    for (const answer of this.answers.values()) {
      if (nowSeconds - answer.created >= answerSeconds) this.answers.delete(answer.key);
    }
  }

  *#lines(): Generator<string> {
    for (const value of this.sessions.values()) yield line({ kind: 'session', value });
    for (const value of this.intents.values()) yield line({ kind: 'intent', value });
    for (const value of this.charges.values()) yield line({ kind: 'charge', value });
    for (const value of this.refunds.values()) yield line({ kind: 'refund', value });
    for (const value of this.events.values()) yield line({ kind: 'event', value });
    for (const value of this.answers.values()) yield line({ kind: 'answer', value });
  }
}

function line(put: Put): string {
  return JSON.stringify([put]);
}
