import { parseServiceDate } from '../time.ts';

/** What a gate reads of a ticket without asking anybody; short keys keep the QR code small. */
export interface TicketFacts {
  /** Ticket id. */
  readonly t: string;
  /** Public number of the train at the boarding stop. */
  readonly n: string;
  /** Service date of the run. */
  readonly d: string;
  /** Telecodes of the stations of boarding and leaving. */
  readonly f: string;
  readonly o: string;
  readonly c: string;
  /** Coach, row and letter, such as `7-12F`; empty without a seat. */
  readonly s: string;
  /** Keyed hash of the document: the gate compares, it cannot read. */
  readonly h: string;
  /** Departure from the boarding stop and arrival, in minutes since 1970 UTC. */
  readonly b: number;
  readonly e: number;
}

/** A code taken apart; nothing in it is believed before `signature` is checked over `body`. */
export interface TicketCode {
  readonly keyId: string;
  readonly body: string;
  readonly signature: Uint8Array;
  readonly facts: TicketFacts;
}

/** A code has some 300 characters; whatever is far longer is not one. */
const codeLengthMax = 2_000;
const signatureBytes = 64;
const texts = ['t', 'n', 'd', 'f', 'o', 'c', 's', 'h'] as const;

/** The text of a code before its signature: `IL1.<key id>.<facts>`. */
export function ticketCodeBody(keyId: string, factsBase64Url: string): string {
  return `IL1.${keyId}.${factsBase64Url}`;
}

/** Takes the text of a ticket's QR code apart, or null when it is none of ours. */
export function parseTicketCode(text: string): TicketCode | null {
  if (text.length > codeLengthMax) return null;
  const [version, keyId, factsText, signatureText, ...rest] = text.trim().split('.');
  if (version !== 'IL1' || rest.length > 0) return null;
  if (keyId === undefined || !/^[0-9a-f]{8}$/.test(keyId)) return null;
  if (factsText === undefined || signatureText === undefined) return null;
  const signature = bytesOfBase64Url(signatureText);
  const facts = factsOf(bytesOfBase64Url(factsText));
  if (signature?.length !== signatureBytes || facts === null) return null;
  return { keyId, body: ticketCodeBody(keyId, factsText), signature, facts };
}

function factsOf(bytes: Uint8Array | null): TicketFacts | null {
  if (bytes === null) return null;
  try {
    const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
    const read: unknown = JSON.parse(decodeURIComponent(escaped.join('')));
    return isFacts(read) ? read : null;
  } catch {
    // Not UTF-8 or not JSON: not ours.
    return null;
  }
}

function isFacts(read: unknown): read is TicketFacts {
  if (typeof read !== 'object' || read === null) return false;
  const facts = read as Record<string, unknown>;
  return (
    texts.every((key) => typeof facts[key] === 'string') &&
    Number.isSafeInteger(facts['b']) &&
    Number.isSafeInteger(facts['e']) &&
    parseServiceDate(String(facts['d'])) !== null
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The bytes of base64url without padding, or null. */
function bytesOfBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}
