import { Agent, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** Seconds, as `Retry-After` says; null without it. */
  readonly retryAfter: number | null;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hangs up. */
  readonly signal?: AbortSignal;
}

export interface Calls {
  /** Rejects when no whole answer came. */
  ask(call: Call): Promise<Reply>;
  close(): void;
}

const answerMs = 20_000;

/** Calls over kept connections, through Node's own client: its cost is counted to the load, not to the product. */
export function openCalls(options: { connectionsMax?: number } = {}): Calls {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: options.connectionsMax ?? Number.POSITIVE_INFINITY,
  });
  return {
    ask: (call) => ask(agent, call),
    close: () => agent.destroy(),
  };
}

function ask(agent: Agent, { method, url, headers, body, signal }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(url, {
      agent,
      method,
      headers: { ...headers, ...length },
      ...(signal === undefined ? {} : { signal }),
    });
    outgoing.setTimeout(answerMs, () => outgoing.destroy(new Error(`no answer in ${answerMs} ms`)));
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => (text += part));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const after = Number(incoming.headers['retry-after']);
        resolve({
          status: incoming.statusCode ?? 0,
          text,
          location: incoming.headers.location,
          retryAfter: Number.isFinite(after) ? after : null,
        });
      });
    });
    outgoing.end(body);
  });
}
