import { connect, type Socket } from 'node:net';
import type { Reply } from './http-calls.ts';

const answerMs = 20_000;
const headEnd = '\r\n\r\n';

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** One kept connection for requests one after the other. It knows as much of HTTP/1.1 as our own servers speak. */
export class HttpLine {
  readonly #socket: Socket;
  #waiting: Waiting | null = null;
  #received: Buffer = Buffer.alloc(0);
  isOpen = true;

  /** `host:port`; `onEnd` is told once when the connection has gone. */
  constructor(host: string, onEnd: () => void) {
    const [name = '', port = '80'] = host.split(':');
    this.#socket = connect({ host: name, port: Number(port), noDelay: true });
    this.#socket.setTimeout(answerMs, () => {
      if (this.#waiting !== null) this.#end(new Error(`no answer in ${answerMs} ms`));
    });
    this.#socket.on('data', (part) => this.#take(part));
    this.#socket.on('error', (error) => this.#end(error));
    this.#socket.once('close', () => {
      this.#end(Object.assign(new Error('cut before the answer'), { code: 'ECONNRESET' }));
      onEnd();
    });
  }

  ask(request: string, signal: AbortSignal | undefined): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const hangUp = (): void => this.#end(new Error('hung up'));
      signal?.addEventListener('abort', hangUp, { once: true });
      this.#waiting = {
        resolve(reply) {
          signal?.removeEventListener('abort', hangUp);
          resolve(reply);
        },
        reject,
      };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.isOpen = false;
    this.#socket.destroy();
  }

  #end(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.close();
    waiting?.reject(error);
  }

  #take(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
    const bodyAt = this.#received.indexOf(headEnd) + headEnd.length;
    if (bodyAt < headEnd.length) return;
    const head = new Head(this.#received.toString('latin1', 0, bodyAt));
    const length = head.value('content-length');
    if (length === undefined) return this.#end(new Error('an answer that does not say its length'));
    const end = bodyAt + Number(length);
    if (this.#received.length < end) return;
    const text = this.#received.toString('utf8', bodyAt, end);
    this.#received = Buffer.alloc(0);
    if (head.value('connection') === 'close') this.close();
    const waiting = this.#waiting;
    this.#waiting = null;
    const after = head.value('retry-after');
    waiting?.resolve({
      status: head.status,
      text,
      location: head.value('location'),
      retryAfter: after === undefined ? null : Number(after),
    });
  }
}

class Head {
  readonly #text: string;
  readonly #lower: string;

  constructor(text: string) {
    this.#text = text;
    this.#lower = text.toLowerCase();
  }

  get status(): number {
    return Number(this.#text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  }

  value(name: string): string | undefined {
    const from = this.#lower.indexOf(`\r\n${name}: `);
    if (from < 0) return undefined;
    const valueAt = from + name.length + '\r\n: '.length;
    return this.#text.slice(valueAt, this.#text.indexOf('\r\n', valueAt));
  }
}
