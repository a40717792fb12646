import type { AccountId } from './ids.ts';

/** Who asks: a visitor, a signed-in passenger, railway staff, a partner's program, or a part of the system itself. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'passenger'; accountId: AccountId }
  | { kind: 'staff'; accountId: AccountId }
  | { kind: 'program'; accountId: AccountId }
  | { kind: 'system'; name: string };

type ActorKind = Actor['kind'];

/** Who may do what at all. Whose booking it is, is asked by the query that loads it. */
const allowed = {
  'search-trains': ['anonymous', 'passenger', 'staff', 'program', 'system'],
  'search-stations': ['anonymous', 'passenger', 'staff', 'program', 'system'],
  'look-up-booking': ['anonymous', 'passenger', 'staff', 'program'],
  'check-ticket': ['anonymous', 'passenger', 'staff', 'program', 'system'],
  'manage-travellers': ['passenger', 'program'],
  'hold-seats': ['passenger', 'program'],
  'read-own-bookings': ['passenger', 'program'],
  'start-payment': ['passenger', 'program'],
  'cancel-own-booking': ['passenger', 'program'],
  'extend-own-hold': ['passenger', 'program'],
  'manage-own-account': ['passenger'],
  'receive-payment-event': ['system'],
  'publish-runs': ['staff', 'system'],
  'read-any-booking': ['staff', 'system'],
  'release-any-hold': ['staff', 'system'],
  'extend-any-hold': ['staff', 'system'],
} as const satisfies Record<string, readonly ActorKind[]>;

export type Verb = keyof typeof allowed;
export const verbs = Object.keys(allowed) as readonly Verb[];

export function may(actor: Actor, verb: Verb): boolean {
  return (allowed[verb] as readonly ActorKind[]).includes(actor.kind);
}

/** Why not: someone signed out is asked to sign in when that could help. Null when it is allowed. */
export function whyNot(actor: Actor, verb: Verb): 'not-signed-in' | 'not-allowed' | null {
  if (may(actor, verb)) return null;
  const signingInHelps = (allowed[verb] as readonly ActorKind[]).some((kind) => kind !== 'system');
  return actor.kind === 'anonymous' && signingInHelps ? 'not-signed-in' : 'not-allowed';
}
