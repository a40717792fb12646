import { type Answer, type Call, done } from './deeds.ts';
import { type Fields, readExpand, readInteger } from './form-body.ts';
import { sessionObject } from './session-object.ts';
import { pageUrl } from './sessions.ts';
import { eventObject, intentObject, listObject, refundObject } from './stripe-objects.ts';
import { invalidField, noSuch } from './stripe-refusals.ts';

export function listSessions(call: Call): Answer {
  const { store, fields } = call;
  const intentId = fields.get('payment_intent');
  const rows = [...store.sessions.values()].filter(
    (session) => intentId === undefined || session.intentId === intentId,
  );
  const expand = listExpand(fields);
  return paged(call, { url: '/v1/checkout/sessions', rows }, (session) =>
    sessionObject({ store, session, pageUrl: pageUrl(call.publicUrl, session), expand }),
  );
}

export function listIntents(call: Call): Answer {
  const { store, fields } = call;
  const rows = [...store.intents.values()];
  const expand = listExpand(fields);
  return paged(call, { url: '/v1/payment_intents', rows }, (intent) =>
    intentObject(store, intent, expand),
  );
}

export function listRefunds(call: Call): Answer {
  const intentId = call.fields.get('payment_intent');
  const rows = [...call.store.refunds.values()].filter(
    (refund) => intentId === undefined || refund.intentId === intentId,
  );
  return paged(call, { url: '/v1/refunds', rows }, refundObject);
}

export function listEvents(call: Call): Answer {
  const { fields } = call;
  const type = fields.get('type');
  const types = [...fields].filter(([name]) => name.startsWith('types[')).map(([, one]) => one);
  const success = fields.get('delivery_success');
  const rows = [...call.store.events.values()].filter(
    (event) =>
      (type === undefined || event.type === type) &&
      (types.length === 0 || types.includes(event.type)) &&
      (success === undefined || (event.delivery === 'delivered') === (success === 'true')),
  );
  return paged(call, { url: '/v1/events', rows }, eventObject);
}

export function retrieveEvent(call: Call): Answer {
  const event = call.store.events.get(call.id);
  return event ? done(eventObject(event)) : noSuch('event', call.id);
}

/** `expand[]=data.latest_charge` of a list speaks of each item's `latest_charge`. */
function listExpand(fields: Fields): string[] {
  return readExpand(fields)
    .filter((path) => path.startsWith('data.'))
    .map((path) => path.slice('data.'.length));
}

/** One page, newest first, as `limit`, `starting_after` and `created[…]` ask. */
function paged<Row extends { id: string; created: number }, Item extends { id: string }>(
  call: Call,
  of: { url: string; rows: Row[] },
  render: (row: Row) => Item,
): Answer {
  const limit = readInteger(call.fields.get('limit') ?? '10');
  if (!limit || limit > 100) return invalidField('limit', 'This value must be between 1 and 100.');
  const rows = of.rows.filter((row) => inCreatedRange(call.fields, row.created)).toReversed();
  const after = call.fields.get('starting_after');
  const at = after === undefined ? -1 : rows.findIndex((row) => row.id === after);
  if (after !== undefined && at < 0)
    return invalidField('starting_after', `No such id: '${after}'`);
  const page = rows.slice(at + 1, at + 1 + limit);
  const hasMore = rows.length > at + 1 + limit;
  return done(listObject({ url: of.url, data: page.map(render), hasMore }));
}

function inCreatedRange(fields: Fields, created: number): boolean {
  function bound(name: string, otherwise: number): number {
    return readInteger(fields.get(name) ?? '') ?? otherwise;
  }
  return (
    created === bound('created', created) &&
    created >= bound('created[gte]', created) &&
    created <= bound('created[lte]', created) &&
    created > bound('created[gt]', -1) &&
    created < bound('created[lt]', Number.MAX_SAFE_INTEGER)
  );
}
