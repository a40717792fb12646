import type { Faults } from './faults.ts';
import type { Fields } from './form-body.ts';
import { newId } from './ids.ts';
import type { EventRecord, Put } from './records.ts';
import type { Store } from './store.ts';
import type { StripeRefusal } from './stripe-refusals.ts';

/** One request as the operations see it. */
export type Call = {
  store: Store;
  faults: Faults;
  fields: Fields;
  /** The id in the path, empty where there is none. */
  id: string;
  nowSeconds: number;
  publicUrl: string;
  idempotencyKey: string | null;
};

/** What an operation did: the rows it changed and the object it answers. */
export type Deed = { kind: 'done'; puts: Put[]; body: object };

export type Answer = Deed | StripeRefusal;

export function done(body: object, puts: Put[] = []): Deed {
  return { kind: 'done', puts, body };
}

/** The row of a new event; it is sent once the rows it stands with are safe. */
export function eventPut(of: {
  type: string;
  object: object;
  metadata: Record<string, string>;
  intentId: string | null;
  nowSeconds: number;
  requestKey?: string | null;
}): Put {
  const value: EventRecord = {
    id: newId('evt'),
    created: of.nowSeconds,
    type: of.type,
    booking: of.metadata['booking'] ?? null,
    intentId: of.intentId,
    object: of.object,
    requestKey: of.requestKey ?? null,
    delivery: 'pending',
  };
  return { kind: 'event', value };
}
