import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Call } from './deeds.ts';
import type { Faults, Operation } from './faults.ts';
import { readFields } from './form-body.ts';
import { newId } from './ids.ts';
import { cancelIntent, captureIntent, retrieveIntent } from './intents.ts';
import { listEvents, listIntents, listRefunds, listSessions, retrieveEvent } from './lists.ts';
import type { Put } from './records.ts';
import { createRefund } from './refunds.ts';
import { createSession, expireSession, overdueSessions, retrieveSession } from './sessions.ts';
import type { Store } from './store.ts';
import {
  keyInUse,
  keyReused,
  somethingBroke,
  type StripeRefusal,
  tooManyRequests,
  wrongApiKey,
} from './stripe-refusals.ts';
import type { WebhookSender } from './webhook-sender.ts';

export type Sandbox = {
  store: Store;
  faults: Faults;
  webhooks: WebhookSender;
  apiKey: string;
  publicUrl: () => string;
};

type Route = {
  method: 'GET' | 'POST';
  url: string;
  operation: Operation;
  run: (call: Call) => Answer;
};

const routes: Route[] = [
  {
    method: 'POST',
    url: '/v1/checkout/sessions',
    operation: 'checkout-create',
    run: createSession,
  },
  { method: 'GET', url: '/v1/checkout/sessions', operation: 'list', run: listSessions },
  {
    method: 'GET',
    url: '/v1/checkout/sessions/:id',
    operation: 'checkout-retrieve',
    run: retrieveSession,
  },
  {
    method: 'POST',
    url: '/v1/checkout/sessions/:id/expire',
    operation: 'checkout-expire',
    run: expireSession,
  },
  { method: 'GET', url: '/v1/payment_intents', operation: 'list', run: listIntents },
  {
    method: 'GET',
    url: '/v1/payment_intents/:id',
    operation: 'intent-retrieve',
    run: retrieveIntent,
  },
  {
    method: 'POST',
    url: '/v1/payment_intents/:id/cancel',
    operation: 'intent-cancel',
    run: cancelIntent,
  },
  {
    method: 'POST',
    url: '/v1/payment_intents/:id/capture',
    operation: 'intent-capture',
    run: captureIntent,
  },
  { method: 'POST', url: '/v1/refunds', operation: 'refund-create', run: createRefund },
  { method: 'GET', url: '/v1/refunds', operation: 'list', run: listRefunds },
  { method: 'GET', url: '/v1/events', operation: 'list', run: listEvents },
  { method: 'GET', url: '/v1/events/:id', operation: 'list', run: retrieveEvent },
];

/** The part that the stripe SDK speaks to. */
export function addStripeApi(app: FastifyInstance, sandbox: Sandbox): void {
  const inFlight = new Set<string>();
  for (const route of routes) {
    app.route<{ Params: { id?: string } }>({
      method: route.method,
      url: route.url,
      handler: (request, reply) => serve({ sandbox, route, request, reply, inFlight }),
    });
  }
}

type Exchange = {
  sandbox: Sandbox;
  route: Route;
  request: FastifyRequest<{ Params: { id?: string } }>;
  reply: FastifyReply;
  inFlight: Set<string>;
};

async function serve(exchange: Exchange): Promise<FastifyReply> {
  const { sandbox, request, reply } = exchange;
  reply.header('request-id', newId('req'));
  if (!keyFits(request.headers.authorization, sandbox.apiKey)) return refuse(reply, wrongApiKey());
  const scope = { operation: exchange.route.operation, booking: bookingOf(exchange) };
  if (sandbox.faults.take('rate-limited', scope)) return refuse(reply, tooManyRequests());
  if (sandbox.faults.take('cut', scope)) return cut(exchange);
  const key = request.headers['idempotency-key'];
  return exchange.route.method === 'POST' && typeof key === 'string'
    ? serveOnce(exchange, key)
    : run(exchange, null);
}

/** A second request with the same key gets the first one's answer, or waits its turn. */
async function serveOnce(exchange: Exchange, key: string): Promise<FastifyReply> {
  const { sandbox, reply, inFlight } = exchange;
  const stored = sandbox.store.answerOf(key, nowSeconds());
  if (stored) {
    if (stored.fingerprint !== fingerprint(exchange)) return refuse(reply, keyReused(key));
    await sandbox.store.settled();
    reply.header('idempotent-replayed', 'true').header('idempotency-key', key);
    return reply.status(stored.status).type('application/json').send(stored.body);
  }
  if (inFlight.has(key)) return refuse(reply, keyInUse(key));
  inFlight.add(key);
  try {
    return await run(exchange, key);
  } finally {
    inFlight.delete(key);
  }
}

async function run(exchange: Exchange, key: string | null): Promise<FastifyReply> {
  const { sandbox, route, reply } = exchange;
  const { faults, store } = sandbox;
  const scope = { operation: route.operation, booking: bookingOf(exchange) };
  await dawdle(faults, scope);
  if (faults.take('error-500', scope)) return refuse(reply, somethingBroke('no'));
  await closeOverduePages(sandbox);
  const answer = faults.take('error-500-stored', scope)
    ? somethingBroke('yes')
    : route.run(callOf(exchange, key));
  const shown = faults.take('error-500-done', scope) ? somethingBroke('yes') : answer;
  const status = shown.kind === 'refused' ? shown.status : 200;
  const body = JSON.stringify(shown.kind === 'refused' ? { error: shown.error } : shown.body);
  const puts: Put[] = [...answer.puts];
  if (key !== null && (shown.kind === 'done' || shown.remembered === 'yes')) {
    const value = { key, created: nowSeconds(), fingerprint: fingerprint(exchange), status, body };
    puts.push({ kind: 'answer', value });
  }
  await store.commit(puts);
  sandbox.webhooks.offer(puts);
  if (faults.take('answer-lost', scope)) return cut(exchange);
  return reply.status(status).type('application/json').send(body);
}

/** Waits as the faults in force ask, while the idempotency key is taken. */
async function dawdle(
  faults: Faults,
  scope: { operation: Operation; booking: string | null },
): Promise<void> {
  const slow = faults.take('slow', scope);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms ?? 1_000));
  const stall = faults.take('stall', scope);
  if (stall) await faults.cleared(stall.id);
}

/** Closes the pages whose time is over. */
export async function closeOverduePages(sandbox: Sandbox): Promise<void> {
  const { store } = sandbox;
  const puts = overdueSessions({
    store,
    nowSeconds: nowSeconds(),
    publicUrl: sandbox.publicUrl(),
  });
  if (puts.length === 0) return;
  await store.commit(puts);
  sandbox.webhooks.offer(puts);
}

function callOf(exchange: Exchange, key: string | null): Call {
  const { sandbox, request } = exchange;
  return {
    store: sandbox.store,
    faults: sandbox.faults,
    fields: readFields(fieldText(request)),
    id: request.params.id ?? '',
    nowSeconds: nowSeconds(),
    publicUrl: sandbox.publicUrl(),
    idempotencyKey: key,
  };
}

/** The fields of a GET stand in its address, those of a POST in its body. */
function fieldText(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url.split('?')[1] ?? '';
  return typeof request.body === 'string' ? request.body : '';
}

function bookingOf(exchange: Exchange): string | null {
  const { store } = exchange.sandbox;
  const id = exchange.request.params.id ?? '';
  const fields = readFields(fieldText(exchange.request));
  const intent = store.intents.get(id) ?? store.intents.get(fields.get('payment_intent') ?? '');
  const known = store.sessions.get(id)?.metadata ?? intent?.metadata;
  return known?.['booking'] ?? fields.get('metadata[booking]') ?? null;
}

function fingerprint(exchange: Exchange): string {
  const { request } = exchange;
  const fields = [...readFields(fieldText(request))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([request.method, request.url, fields]))
    .digest('hex');
}

function keyFits(header: string | undefined, apiKey: string): boolean {
  const given = createHash('sha256')
    .update(header ?? '')
    .digest();
  const wanted = createHash('sha256').update(`Bearer ${apiKey}`).digest();
  return timingSafeEqual(given, wanted);
}

function refuse(reply: FastifyReply, refusal: StripeRefusal): FastifyReply {
  return reply.status(refusal.status).send({ error: refusal.error });
}

function cut(exchange: Exchange): FastifyReply {
  exchange.reply.hijack();
  exchange.request.raw.socket.destroy();
  return exchange.reply;
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
