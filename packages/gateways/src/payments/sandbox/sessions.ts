import { payAtOnce } from './customer.ts';
import { type Answer, type Call, done, eventPut } from './deeds.ts';
import { readExpand, readInteger, readMetadata } from './form-body.ts';
import { newId } from './ids.ts';
import { canceledIntent, captureNow, intentEvent } from './intent-changes.ts';
import type { Put, SessionRecord } from './records.ts';
import { sessionObject } from './session-object.ts';
import {
  invalidField,
  missingField,
  noSuch,
  requestRefused,
  unknownField,
} from './stripe-refusals.ts';

const knownFields =
  /^(mode|ui_mode|locale|success_url|cancel_url|expires_at|client_reference_id|expand\[\d*\]|metadata\[[^\]]+\]|allowed_payment_method_types\[\d+\]|line_items\[0\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[(name|description)))\]|payment_intent_data\[(capture_method|description|metadata\]\[[^\]]+)\])$/;

/** Stripe allows no page shorter than half an hour nor longer than a day. */
const pageSecondsMin = 30 * 60;
const pageSecondsMax = 24 * 3600;

export function createSession(call: Call): Answer {
  const { fields, nowSeconds } = call;
  const unknown = [...fields.keys()].find((name) => !knownFields.test(name));
  if (unknown !== undefined) return unknownField(unknown);
  for (const name of ['mode', 'success_url', 'line_items[0][price_data][currency]']) {
    if (!fields.get(name)) return missingField(name);
  }
  if (fields.get('mode') !== 'payment') return invalidField('mode', 'Only payment is supported.');
  const unitAmount = readInteger(fields.get('line_items[0][price_data][unit_amount]') ?? '');
  const quantity = readInteger(fields.get('line_items[0][quantity]') ?? '');
  if (!unitAmount || unitAmount > 99_999_999) {
    return invalidField('line_items[0][price_data][unit_amount]', 'Invalid integer');
  }
  if (!quantity) return invalidField('line_items[0][quantity]', 'Invalid positive integer');
  const expiresAt = readInteger(fields.get('expires_at') ?? `${nowSeconds + pageSecondsMax}`);
  if (
    expiresAt === null ||
    expiresAt < nowSeconds + pageSecondsMin ||
    expiresAt > nowSeconds + pageSecondsMax
  ) {
    return invalidField(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.',
    );
  }
  const session = sessionFrom(call, { amount: unitAmount * quantity, expiresAt });
  return done(rendered(call, session), [{ kind: 'session', value: session }]);
}

function sessionFrom(call: Call, of: { amount: number; expiresAt: number }): SessionRecord {
  const { fields } = call;
  return {
    id: newId('cs_test'),
    created: call.nowSeconds,
    amount: of.amount,
    currency: (fields.get('line_items[0][price_data][currency]') ?? '').toLowerCase(),
    description: fields.get('line_items[0][price_data][product_data][name]') ?? '',
    locale: fields.get('locale') ?? null,
    successUrl: fields.get('success_url') ?? '',
    cancelUrl: fields.get('cancel_url') ?? null,
    clientReferenceId: fields.get('client_reference_id') ?? null,
    expiresAt: of.expiresAt,
    metadata: readMetadata(fields, 'metadata'),
    intentMetadata: readMetadata(fields, 'payment_intent_data[metadata]'),
    captureMethod:
      fields.get('payment_intent_data[capture_method]') === 'manual' ? 'manual' : 'automatic',
    status: 'open',
    intentId: null,
  };
}

export function retrieveSession(call: Call): Answer {
  const session = call.store.sessions.get(call.id);
  return session ? done(rendered(call, session)) : noSuch('checkout.session', call.id);
}

/** Closes an open page. With the fault `captures-anyway` the customer is a moment faster. */
export function expireSession(call: Call): Answer {
  const session = call.store.sessions.get(call.id);
  if (!session) return noSuch('checkout.session', call.id);
  if (session.status !== 'open') return onlyOpen(session.status);
  const booking = session.metadata['booking'] ?? null;
  if (call.faults.take('captures-anyway', { operation: 'checkout-expire', booking })) {
    const paid = payAtOnce({ ...call, session });
    return { ...onlyOpen('complete'), puts: captureNow({ ...call, puts: paid }) };
  }
  const puts = expiredSession(call, session);
  const closed = puts.find((put) => put.kind === 'session')?.value ?? session;
  return done(rendered(call, closed), puts);
}

function onlyOpen(status: string) {
  return requestRefused(
    `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`,
  );
}

/** The rows of a page closing, its unfinished intent with it; a bank still thinking goes on thinking. */
export function expiredSession(
  call: Pick<Call, 'store' | 'nowSeconds' | 'publicUrl'>,
  session: SessionRecord,
): Put[] {
  const closed: SessionRecord = { ...session, status: 'expired' };
  const puts: Put[] = [{ kind: 'session', value: closed }];
  const intent = session.intentId === null ? null : call.store.intents.get(session.intentId);
  if (intent?.status === 'requires_payment_method' || intent?.status === 'requires_action') {
    const canceled = canceledIntent(intent, { nowSeconds: call.nowSeconds, reason: 'expired' });
    puts.push({ kind: 'intent', value: canceled });
    puts.push(intentEvent(call, canceled, 'payment_intent.canceled'));
  }
  puts.push(
    eventPut({
      type: 'checkout.session.expired',
      object: rendered(call, closed),
      metadata: session.metadata,
      intentId: session.intentId,
      nowSeconds: call.nowSeconds,
    }),
  );
  return puts;
}

/** The pages whose time is over, closed as Stripe closes them by itself. */
export function overdueSessions(call: Pick<Call, 'store' | 'nowSeconds' | 'publicUrl'>): Put[] {
  return [...call.store.sessions.values()]
    .filter((session) => session.status === 'open' && session.expiresAt <= call.nowSeconds)
    .flatMap((session) => expiredSession(call, session));
}

function rendered(
  call: Pick<Call, 'store' | 'publicUrl'> & Partial<Pick<Call, 'fields'>>,
  session: SessionRecord,
) {
  return sessionObject({
    store: call.store,
    session,
    pageUrl: pageUrl(call.publicUrl, session),
    expand: call.fields ? readExpand(call.fields) : [],
  });
}

export function pageUrl(publicUrl: string, session: SessionRecord): string {
  return `${publicUrl}/pay/${session.id}`;
}
