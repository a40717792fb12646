import { randomUUID } from 'node:crypto';
import { startPrivateCopy, type PrivateCopy } from '../smoke/private-copy.ts';
import { dateAhead, offerOf, type Trip } from '../smoke/steps.ts';
import { residentId } from '../smoke/travellers.ts';
import { rowsOf } from './rows.ts';

const dayAhead = 2;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  /** An object is sent as JSON, text and bytes as they are. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
  /** Which program asks, by its place among the demo programs; absent: nobody in particular. */
  readonly as?: number;
}

export interface RunningCopy {
  readonly copy: PrivateCopy;
  readonly trip: Trip;
  readonly ask: (request: Ask) => Promise<Answer>;
  /** Asks to hold one seat of G1 in second class, with these changes to the body. */
  readonly hold: (change?: object, of?: { as?: number; key?: string }) => Promise<Answer>;
  /** Adds a traveller with a document never used before. */
  readonly addTraveller: (as: number) => Promise<string>;
  /** Every row that a request could have changed. */
  readonly rows: () => Promise<string[]>;
  readonly stop: () => Promise<void>;
}

/** An Interlock of its own with G1 on sale, asked over HTTP and watched in its databases. */
export async function startRunningCopy(): Promise<RunningCopy> {
  const copy = await startPrivateCopy({ trains: ['G1'], days: [dayAhead], holdWindowMs: 120_000 });
  const { network, programs } = copy;
  const trip = { from: 'VNP', to: 'AOH', date: dateAhead(dayAhead) };
  const offer = await offerOf(programs[0]!, trip, 'G1');
  let documents = 500;

  async function ask({ method = 'GET', path, body, headers, as }: Ask): Promise<Answer> {
    const token = as === undefined ? undefined : network.demo.tokens[as];
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await fetch(new URL(path, network.apiUrl), {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const type = response.headers.get('content-type') ?? '';
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, type, body: answer };
  }

  async function addTraveller(as: number): Promise<string> {
    documents += 1;
    const body = { name: '王小明', documentType: 'resident-id', document: residentId(documents) };
    const added = await ask({ method: 'POST', path: '/travellers', as, body });
    return String(added.body['travellerId']);
  }

  return {
    copy,
    trip,
    ask,
    addTraveller,
    async hold(change = {}, { as = 0, key = randomUUID() } = {}) {
      const body = {
        runId: offer.runId,
        from: offer.from.position,
        to: offer.to.position,
        class: 'second',
        passengers: [],
        contact: { email: 'traveller@example.com' },
        ...change,
      };
      const headers = { 'idempotency-key': key };
      return ask({ method: 'POST', path: '/bookings', as, body, headers });
    },
    rows: () => rowsOf(network),
    stop: () => copy.stop(),
  };
}

/** That many new travellers of the account, as the body of a hold names them. */
export async function adults(
  running: RunningCopy,
  count: number,
  as = 0,
): Promise<{ travellerId: string; type: string }[]> {
  const ids = await Promise.all(Array.from({ length: count }, () => running.addTraveller(as)));
  return ids.map((travellerId) => ({ travellerId, type: 'adult' }));
}
