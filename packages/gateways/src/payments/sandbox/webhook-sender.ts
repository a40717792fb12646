import { createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Fault, Faults } from './faults.ts';
import type { EventRecord, Put } from './records.ts';
import type { Store } from './store.ts';
import { eventObject } from './stripe-objects.ts';

/** What the endpoint has subscribed to: what it acts on. The other events are only listed. */
const subscribed = new Set([
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
]);

const backOffMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
const giveUpSeconds = 3 * 24 * 3600;
const answerMs = 5_000;
const atOnceMax = 16;
const reorderMs = 5_000;

/**
 * Sends each event at least once, signed, again with growing pauses until it is answered 2xx, also
 * after a restart. Order is not promised; faults duplicate, hold back, delay or drop events.
 */
export class WebhookSender {
  readonly #store: Store;
  readonly #faults: Faults;
  readonly #secret: string;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #waiting: (() => void)[] = [];
  readonly #heldBack = new Map<string, EventRecord[]>();
  readonly #stopped = new AbortController();
  readonly #underWay = new Set<string>();
  #url: string | null;
  #sending = 0;

  constructor(of: { store: Store; faults: Faults; secret: string; url: string | null }) {
    this.#store = of.store;
    this.#faults = of.faults;
    this.#secret = of.secret;
    this.#url = of.url;
  }

  /** Starts with what an earlier process left unsent. */
  start(): void {
    for (const event of this.#store.events.values()) {
      if (!this.#underWay.has(event.id)) this.#send(event, 0);
    }
  }

  setEndpoint(url: string): void {
    this.#url = url;
    this.start();
  }

  stop(): void {
    this.#stopped.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Takes the new events among these rows, once they are safe on disk. */
  offer(puts: Put[]): void {
    for (const put of puts) if (put.kind === 'event') this.#offerOne(put.value);
  }

  #offerOne(event: EventRecord): void {
    if (!subscribed.has(event.type)) return;
    this.#underWay.add(event.id);
    const scope = { booking: event.booking, type: event.type };
    if (this.#faults.take('drop-webhooks', scope)) return this.#mark(event, 'dropped');
    const delay = this.#faults.take('delay-webhooks', scope);
    if (delay) return this.#later(delay.ms ?? 1_000, () => this.#send(event, 0));
    const reorder = this.#faults.take('reorder-webhooks', scope);
    if (reorder) return this.#holdBack(event, reorder);
    this.#send(event, 0);
  }

  /** Kept until a later event of the booking has arrived, so that it surely comes after it. */
  #holdBack(event: EventRecord, fault: Fault): void {
    const booking = event.booking ?? '';
    this.#heldBack.set(booking, [...(this.#heldBack.get(booking) ?? []), event]);
    this.#later(fault.ms ?? reorderMs, () => this.#letGo(booking));
  }

  #letGo(booking: string): void {
    const events = this.#heldBack.get(booking) ?? [];
    this.#heldBack.delete(booking);
    for (const event of events) this.#send(event, 0);
  }

  #send(event: EventRecord, attempt: number): void {
    const settled = this.#store.events.get(event.id)?.delivery !== 'pending';
    const tooOld = Date.now() / 1000 - event.created > giveUpSeconds;
    if (settled || tooOld || !subscribed.has(event.type) || this.#url === null) {
      this.#underWay.delete(event.id);
      return;
    }
    this.#underWay.add(event.id);
    if (this.#sending >= atOnceMax) {
      this.#waiting.push(() => this.#send(event, attempt));
      return;
    }
    this.#sending += 1;
    void this.#post(event, this.#url).then((arrived) => {
      this.#sending -= 1;
      this.#waiting.shift()?.();
      if (arrived) this.#arrived(event);
      else if (!this.#stopped.signal.aborted) {
        const pause = backOffMs[Math.min(attempt, backOffMs.length - 1)] ?? 0;
        this.#later(pause, () => this.#send(event, attempt + 1));
      }
    });
  }

  #arrived(event: EventRecord): void {
    this.#underWay.delete(event.id);
    this.#mark(event, 'delivered');
    this.#letGo(event.booking ?? '');
    const scope = { booking: event.booking, type: event.type };
    const duplicate = this.#faults.take('duplicate-webhooks', scope);
    for (let copy = 1; copy < (duplicate?.times ?? 1); copy += 1) {
      if (this.#url !== null) void this.#post(event, this.#url);
    }
  }

  /** Losing this row in a kill only means that the event is sent once more. */
  #mark(event: EventRecord, delivery: 'delivered' | 'dropped'): void {
    if (this.#stopped.signal.aborted) return;
    this.#store
      .commit([{ kind: 'event', value: { ...event, delivery } }])
      .catch((error: unknown) => console.error('event not marked', event.id, error));
  }

  /** True when the endpoint took the event. */
  async #post(event: EventRecord, url: string): Promise<boolean> {
    const body = JSON.stringify(eventObject(event));
    try {
      const status = await post(url, {
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (interlock sandbox)',
          'stripe-signature': signature(body, this.#secret),
        },
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(answerMs)]),
      });
      return status >= 200 && status < 300;
    } catch {
      return false;
    }
  }

  #later(ms: number, run: () => void): void {
    if (this.#stopped.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }
}

const kept = {
  'http:': { request: http.request, agent: new http.Agent({ keepAlive: true }) },
  'https:': { request: https.request, agent: new https.Agent({ keepAlive: true }) },
};

/** The status of the answer, over kept connections; its body is nobody's business. Rejects when no answer comes. */
function post(
  url: string,
  of: { body: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<number> {
  const { request, agent } = kept[url.startsWith('https:') ? 'https:' : 'http:'];
  const { body, signal } = of;
  const headers = { ...of.headers, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers, signal }, (answer) => {
      answer.once('error', reject);
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** `t=…,v1=…` over "timestamp.body" with HMAC-SHA-256 (docs.stripe.com/webhooks/signature). */
export function signature(body: string, secret: string, atSeconds = Math.floor(Date.now() / 1000)) {
  const mac = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${mac}`;
}
