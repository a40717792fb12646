import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { StoredBooking } from '@interlock/db/bookings';
import { seatsOf } from '@interlock/domain/coach-layout';
import { seatIndexOf, serviceDateOfRun, type SeatId } from '@interlock/domain/ids';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import { publicNumberAt, stopOf, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { TicketSigner } from '../context.ts';

/** What a gate reads offline; short keys keep the QR code small. */
export interface TicketFacts {
  readonly t: string;
  readonly n: string;
  readonly d: string;
  readonly f: string;
  readonly o: string;
  readonly c: string;
  readonly s: string;
  /** Keyed hash of the document: the gate compares, it cannot read. */
  readonly h: string;
}

/** The text of a ticket's QR code: `IL1.<key id>.<facts>.<signature>`, base64url, Ed25519 over all before it. */
export function ticketText(
  signer: TicketSigner,
  input: {
    booking: StoredBooking;
    plan: TrainPlan;
    ticketId: string;
    seatId: SeatId;
    passenger: BookedPassenger;
  },
): string {
  const { booking, plan } = input;
  const seat = seatsOf(plan.layout)[seatIndexOf(input.seatId)];
  const facts: TicketFacts = {
    t: input.ticketId,
    n: publicNumberAt(plan, booking.from),
    d: serviceDateOfRun(booking.runId),
    f: stopOf(plan, booking.from).telecode,
    o: stopOf(plan, booking.to).telecode,
    c: booking.seatClass,
    s: seat === undefined ? '' : `${seat.coach}-${seat.row}${seat.letter}`,
    h: input.passenger.documentHash.slice(0, 16),
  };
  const body = `IL1.${signer.keyId}.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
  return `${body}.${signer.sign(body)}`;
}

/** A signer from an Ed25519 private key in PKCS #8 DER. Its key id is a fingerprint of the public key. */
export function ticketSigner(pkcs8: Uint8Array): TicketSigner & { publicKeyPem: string } {
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
  const parts = partsOf(text);
  if (parts === null) return null;
  const isSigned = verify(null, parts.body, createPublicKey(publicKeyPem), parts.signature);
  return isSigned ? parts.facts() : null;
}

/** As readTicketText, for many texts under one key: the signatures are checked off the main thread. */
export function ticketReader(publicKeyPem: string): (text: string) => Promise<TicketFacts | null> {
  const key = createPublicKey(publicKeyPem);
  const isSigned = promisify<null, Buffer, KeyObject, Buffer, boolean>(verify);
  return async (text) => {
    const parts = partsOf(text);
    if (parts === null) return null;
    return (await isSigned(null, parts.body, key, parts.signature)) ? parts.facts() : null;
  };
}

function partsOf(
  text: string,
): { body: Buffer; signature: Buffer; facts: () => TicketFacts } | null {
  const parts = text.split('.');
  const [version, , facts, signature] = parts;
  if (parts.length !== 4 || version !== 'IL1' || facts === undefined || signature === undefined) {
    return null;
  }
  return {
    body: Buffer.from(text.slice(0, text.lastIndexOf('.'))),
    signature: Buffer.from(signature, 'base64url'),
    facts: () => JSON.parse(Buffer.from(facts, 'base64url').toString()) as TicketFacts,
  };
}
