import { standingOfTicket, type TicketStanding } from '@interlock/db/tickets';
import { isBureauLetter } from '@interlock/domain/ids';
import { may, whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { parseTicketCode, type TicketFacts } from '@interlock/domain/tickets/ticket-code';
import { ticketTime, type TicketVerdict } from '@interlock/domain/tickets/ticket-verdict';
import type { UseCaseContext } from '../context.ts';
import { isSignedBy } from '../process/ticket-text.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';

/** What a gate is told about a code. */
export interface CheckedTicket {
  readonly kind: 'checked';
  readonly verdict: TicketVerdict;
  /** Of a code that our key has signed; null otherwise, because nothing in it may be believed. */
  readonly facts: TicketFacts | null;
  /** Whose ticket it is, masked, for staff who compare it with the document. */
  readonly holder: { readonly name: string; readonly document: string } | null;
}

/** Checks a ticket's code: signature first, then the ticket as its shard knows it, then the time. Changes nothing. */
export async function checkTicket(
  context: UseCaseContext,
  actor: Actor,
  input: { text: string },
): Promise<CheckedTicket | Refusal> {
  const denied = whyNot(actor, 'check-ticket');
  if (denied !== null) return refuse(denied);
  const code = parseTicketCode(input.text);
  if (code === null) return unbelieved('not-a-ticket');
  const { keyId, publicKeyPem } = context.tickets;
  if (code.keyId !== keyId) return unbelieved('unknown-key');
  if (!isSignedBy(code, publicKeyPem)) return unbelieved('forged');
  const { facts } = code;
  const bureau = facts.t.charAt(0);
  if (!isBureauLetter(bureau))
    return { kind: 'checked', verdict: 'unknown-ticket', facts, holder: null };
  try {
    const standing = await context.shards.read(bureau, (shard) => standingOfTicket(shard, facts.t));
    const isKnown = standing?.qr === input.text.trim();
    return {
      kind: 'checked',
      verdict: isKnown ? verdictOf(context, standing, facts) : 'unknown-ticket',
      facts,
      holder:
        isKnown && may(actor, 'read-any-booking')
          ? { name: standing.name, document: standing.document }
          : null,
    };
  } catch (error) {
    return refusalOfFault(error);
  }
}

function unbelieved(verdict: TicketVerdict): CheckedTicket {
  return { kind: 'checked', verdict, facts: null, holder: null };
}

function verdictOf(
  context: UseCaseContext,
  standing: TicketStanding,
  facts: TicketFacts,
): TicketVerdict {
  if (standing.state === 'void') return 'void';
  return ticketTime(facts, { now: context.now(), zone: context.railwayZone });
}
