import { parseTicketCode } from '@interlock/domain/tickets/ticket-code';
import { ticketTime, type TicketVerdict } from '@interlock/domain/tickets/ticket-verdict';
import type { Instant } from '@interlock/domain/time';
import type { CheckedTicket } from '@interlock/use-cases/tickets/check-ticket';
import type { PublicTicketKey } from '@interlock/use-cases/tickets/public-keys';
import { dataPaths } from '../paths.ts';

/** `unchecked`: neither the railway nor this browser could say anything. */
export type GateVerdict = TicketVerdict | 'unchecked';

export interface GateAnswer extends Omit<CheckedTicket, 'kind' | 'verdict'> {
  readonly verdict: GateVerdict;
  /** Who has answered. */
  readonly by: 'railway' | 'device';
}

const patienceMs = 4_000;

/** Asks the railway; when it does not answer, checks the signature here. */
export async function checkCode(text: string, zone: string): Promise<GateAnswer> {
  return (await askRailway(text)) ?? checkHere(text, zone);
}

async function askRailway(text: string): Promise<GateAnswer | null> {
  try {
    const answer = await fetch(dataPaths.checkTicket(), {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: text,
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) return null;
    const { verdict, facts, holder } = (await answer.json()) as CheckedTicket;
    return { verdict, facts, holder, by: 'railway' };
  } catch {
    // No network: the signature still tells whether the ticket was issued.
    return null;
  }
}

/** What a device can say by itself: everything but whether the ticket was cancelled since. */
async function checkHere(text: string, zone: string): Promise<GateAnswer> {
  const unbelieved = (verdict: GateVerdict): GateAnswer => ({
    verdict,
    facts: null,
    holder: null,
    by: 'device',
  });
  const code = parseTicketCode(text);
  if (code === null) return unbelieved('not-a-ticket');
  const keys = await knownKeys();
  if (keys === null) return unbelieved('unchecked');
  const key = keys.find(({ id }) => id === code.keyId);
  if (key === undefined) return unbelieved('unknown-key');
  const isSigned = await isSignedBy(key, code);
  if (isSigned === null) return unbelieved('unchecked');
  if (!isSigned) return unbelieved('forged');
  const { facts } = code;
  const verdict = ticketTime(facts, { now: Date.now() as Instant, zone });
  return { verdict, facts, holder: null, by: 'device' };
}

/** The keys as the page's worker has kept them, or null. */
export async function knownKeys(): Promise<PublicTicketKey[] | null> {
  try {
    const answer = await fetch(dataPaths.ticketKeys());
    if (!answer.ok) return null;
    return ((await answer.json()) as { keys: PublicTicketKey[] }).keys;
  } catch {
    return null;
  }
}

/** Null when this browser knows no Ed25519. */
async function isSignedBy(
  key: PublicTicketKey,
  code: { body: string; signature: Uint8Array },
): Promise<boolean | null> {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x };
    const publicKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
    const signature = new Uint8Array(code.signature);
    const body = new TextEncoder().encode(code.body);
    return await crypto.subtle.verify('Ed25519', publicKey, signature, body);
  } catch {
    return null;
  }
}
