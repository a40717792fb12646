import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { seatsOf } from '@interlock/domain/coach-layout';
import { seatIndexOf, serviceDateOfRun, type SeatId } from '@interlock/domain/ids';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import {
  parseTicketCode,
  ticketCodeBody,
  type TicketCode,
  type TicketFacts,
} from '@interlock/domain/tickets/ticket-code';
import {
  arrives,
  boards,
  publicNumberAt,
  stopOf,
  type TrainPlan,
} from '@interlock/domain/timetable/train-plan';
import type { TicketSigner } from '../context.ts';
import type { FixedBooking } from './booking-facts.ts';

/** The text of a ticket's QR code: `IL1.<key id>.<facts>.<signature>`, base64url, Ed25519 over all before it. */
export function ticketText(
  signer: TicketSigner,
  input: {
    booking: FixedBooking;
    plan: TrainPlan;
    ticketId: string;
    seatId: SeatId;
    passenger: BookedPassenger;
  },
): string {
  const { booking, plan } = input;
  const seat = seatsOf(plan.layout)[seatIndexOf(input.seatId)];
  const date = serviceDateOfRun(booking.runId);
  const facts: TicketFacts = {
    t: input.ticketId,
    n: publicNumberAt(plan, booking.from),
    d: date,
    f: stopOf(plan, booking.from).telecode,
    o: stopOf(plan, booking.to).telecode,
    c: booking.seatClass,
    s: seat === undefined ? '' : `${seat.coach}-${seat.row}${seat.letter}`,
    h: input.passenger.documentHash.slice(0, 16),
    b: Math.floor(boards(plan, date, booking.from) / 60_000),
    e: Math.ceil(arrives(plan, date, booking.to) / 60_000),
  };
  const body = ticketCodeBody(
    signer.keyId,
    Buffer.from(JSON.stringify(facts)).toString('base64url'),
  );
  return `${body}.${signer.sign(body)}`;
}

/** A signer from an Ed25519 private key in PKCS #8 DER. Its key id is a fingerprint of the public key. */
export function ticketSigner(pkcs8: Uint8Array): TicketSigner {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const publicKeyPem = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
  return {
    keyId: createHmac('sha256', 'interlock ticket key')
      .update(publicKeyPem)
      .digest('hex')
      .slice(0, 8),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
    publicKeyPem,
  };
}

/** Whether the text is a ticket signed by the key; facts when it is, null for anything else. */
export function readTicketText(text: string, publicKeyPem: string): TicketFacts | null {
  const code = parseTicketCode(text);
  return code !== null && isSignedBy(code, publicKeyPem) ? code.facts : null;
}

/** Whether the key made the signature of the code. */
export function isSignedBy(code: TicketCode, publicKeyPem: string): boolean {
  return verify(null, Buffer.from(code.body), createPublicKey(publicKeyPem), code.signature);
}

/** As readTicketText, for many texts under one key: the signatures are checked off the main thread. */
export function ticketReader(publicKeyPem: string): (text: string) => Promise<TicketFacts | null> {
  const key = createPublicKey(publicKeyPem);
  const isSigned = promisify<null, Buffer, KeyObject, Uint8Array, boolean>(verify);
  return async (text) => {
    const code = parseTicketCode(text);
    if (code === null) return null;
    const body = Buffer.from(code.body);
    return (await isSigned(null, body, key, code.signature)) ? code.facts : null;
  };
}
