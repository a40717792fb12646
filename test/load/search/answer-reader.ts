import type { Socket } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');

/** One HTTP answer; `bytes` counts head and body. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
  readonly bytes: number;
}

/**
 * Reads answers with a content-length from one keep-alive connection, one question at a time. Far cheaper than
 * node:http's client, so that on two cores the server is what is measured.
 */
export class AnswerReader {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #held = 0;
  #headLength = 0;
  #wanted = 0;
  #head = '';
  #waiting: { resolve(answer: RawAnswer): void; reject(error: Error): void } | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  /** Sends a whole request and gives its answer. */
  ask(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#wanted === 0 && !this.#readHead()) return;
    if (this.#held < this.#wanted) return;
    const whole = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const answer = {
      status: Number(this.#head.slice(9, 12)),
      head: this.#head,
      body: whole.subarray(this.#headLength, this.#wanted),
      bytes: this.#wanted,
    };
    this.#chunks = [];
    this.#held = 0;
    this.#wanted = 0;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(answer);
  }

  #readHead(): boolean {
    const start = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const end = start?.indexOf(headEnd) ?? -1;
    if (start === undefined || end < 0) return false;
    this.#head = start.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#head)?.[1];
    if (length === undefined) {
      this.#fail(new Error(`an answer without content-length: ${this.#head}`));
      return false;
    }
    this.#headLength = end + headEnd.length;
    this.#wanted = this.#headLength + Number(length);
    return true;
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
  }
}
