import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SendAnswer, Sms, SmsSender } from './senders.ts';

export type HttpSmsSettings = {
  url: string;
  /** Sent as a bearer token where the provider asks for one. */
  token?: string;
  /** How long one message may take; default 10 s. */
  timeoutMs?: number;
};

/** Codes of connections that never came about: nothing was sent. */
const notReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Sends short messages by `POST {to, text, messageId}`; the message id is also the idempotency key. */
export function createHttpSms(settings: HttpSmsSettings): SmsSender {
  return { send: (sms) => send(settings, sms) };
}

async function send(settings: HttpSmsSettings, sms: Sms): Promise<SendAnswer> {
  try {
    const { status, text } = await post(settings, sms);
    const reply = `${status} ${text.slice(0, 200)}`;
    if (status >= 200 && status < 300) return { kind: 'sent' };
    if (status >= 300 && status < 500) return { kind: 'refused', stage: 'data', reply };
    return { kind: 'unknown', why: reply };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (notReached.includes(code)) return { kind: 'refused', stage: 'connect', reply: why };
    return { kind: 'unknown', why };
  }
}

/** A connection of its own each time: a reused one that turns out dead would leave the outcome open. */
function post(settings: HttpSmsSettings, sms: Sms): Promise<{ status: number; text: string }> {
  const body = JSON.stringify({ to: sms.to, text: sms.text, messageId: sms.messageId });
  const start = settings.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = start(settings.url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': sms.messageId,
        ...(settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` }),
      },
      signal: AbortSignal.timeout(settings.timeoutMs ?? 10_000),
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    request.end(body);
  });
}
