import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addFonts } from '../../plain-pages/page-fonts.ts';
import { closeOverduePages, nowSeconds, type Sandbox } from './api.ts';
import { bankDecides, type Card, cards, submitCard } from './customer.ts';
import { readFields } from './form-body.ts';
import { hostedPage, type PageView } from './hosted-page-view.ts';
import type { PageLanguage } from './hosted-page-words.ts';
import type { Put, SessionRecord } from './records.ts';

type PageRequest = FastifyRequest<{ Params: { id: string }; Querystring: { lang?: string } }>;

/** The page where a person pays: plain forms, so that a program can fill them in as well. */
export function addHostedPage(app: FastifyInstance, sandbox: Sandbox): void {
  addFonts(app);
  app.get('/pay/:id', async (request: PageRequest, reply) => {
    await closeOverduePages(sandbox);
    const session = sandbox.store.sessions.get(request.params.id);
    if (!session) return show({ request, reply, session: null }, { kind: 'missing' });
    await sandbox.store.settled();
    return show({ request, reply, session }, viewOf(sandbox, session));
  });
  app.post('/pay/:id', async (request: PageRequest, reply) => {
    await closeOverduePages(sandbox);
    const session = sandbox.store.sessions.get(request.params.id);
    if (!session) return show({ request, reply, session: null }, { kind: 'missing' });
    return act({ sandbox, request, reply, session });
  });
}

type Visit = {
  sandbox: Sandbox;
  request: PageRequest;
  reply: FastifyReply;
  session: SessionRecord;
};

/** One press of a button. The answer to a finished payment is the way back to the shop. */
async function act(visit: Visit): Promise<FastifyReply> {
  const { sandbox, request, reply, session } = visit;
  const fields = readFields(typeof request.body === 'string' ? request.body : '');
  const action = fields.get('action') ?? 'pay';
  if (action === 'back' && session.cancelUrl !== null)
    return reply.redirect(session.cancelUrl, 303);
  const view = viewOf(sandbox, session);
  if (view.kind === 'paid') return reply.redirect(view.next, 303);
  if (view.kind === 'closed') return show(visit, view);
  const puts = decide(visit, { view, action, card: cardOf(fields.get('card')) });
  if (puts === null) return show(visit, view);
  await sandbox.store.commit(puts);
  sandbox.webhooks.offer(puts);
  const after = sandbox.store.sessions.get(session.id) ?? session;
  if (after.status === 'complete') return reply.redirect(successUrl(after), 303);
  return reply.redirect(request.url, 303);
}

/** The rows that this press makes, or null when it does not fit the page. */
function decide(
  visit: Visit,
  of: { view: PageView; action: string; card: Card | null },
): Put[] | null {
  const { sandbox, session } = visit;
  const moment = {
    store: sandbox.store,
    faults: sandbox.faults,
    publicUrl: sandbox.publicUrl(),
    nowSeconds: nowSeconds(),
    session,
  };
  if (of.view.kind === 'pay' && of.action === 'pay' && of.card) return submitCard(moment, of.card);
  if (of.view.kind === 'bank' && (of.action === 'approve' || of.action === 'refuse')) {
    return bankDecides(moment, of.action);
  }
  return null;
}

function viewOf(sandbox: Sandbox, session: SessionRecord): PageView {
  const intent =
    session.intentId === null ? null : (sandbox.store.intents.get(session.intentId) ?? null);
  if (session.status === 'complete') return { kind: 'paid', session, next: successUrl(session) };
  const booking = session.metadata['booking'] ?? null;
  const late = sandbox.faults.has('accept-late', { operation: 'pay', booking });
  const waiting = intent?.status === 'requires_action' || intent?.status === 'processing';
  if (intent && waiting) return { kind: 'bank', session, intent };
  if (session.status === 'expired' && !late) return { kind: 'closed', session };
  return { kind: 'pay', session, intent };
}

function successUrl(session: SessionRecord): string {
  return session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function cardOf(text: string | undefined): Card | null {
  return cards.find((card) => card === (text ?? 'accepted')) ?? null;
}

const statuses: Record<PageView['kind'], number> = {
  pay: 200,
  bank: 200,
  paid: 200,
  closed: 409,
  missing: 404,
};

function show(
  of: { request: PageRequest; reply: FastifyReply; session: SessionRecord | null },
  view: PageView,
): FastifyReply {
  const status = of.request.method === 'GET' && view.kind === 'closed' ? 200 : statuses[view.kind];
  return of.reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'",
    )
    .send(hostedPage(view, languageOf(of)));
}

function languageOf(of: { request: PageRequest; session: SessionRecord | null }): PageLanguage {
  const wish = of.request.query.lang ?? of.session?.locale ?? 'en';
  return wish.startsWith('zh') ? 'zh' : 'en';
}
