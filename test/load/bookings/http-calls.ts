import { HttpLine } from './http-line.ts';

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

/** Calls over kept connections, one request at a time on each. The load shares the machine with what it measures. */
export function openCalls(): Calls {
  const idle = new Map<string, HttpLine[]>();
  const open = new Set<HttpLine>();

  function lineTo(host: string): HttpLine {
    const free = idle.get(host) ?? [];
    idle.set(host, free);
    const known = free.pop();
    if (known !== undefined) return known;
    const line: HttpLine = new HttpLine(host, () => {
      open.delete(line);
      const at = free.indexOf(line);
      if (at >= 0) free.splice(at, 1);
    });
    open.add(line);
    return line;
  }

  return {
    async ask({ method, url, headers = {}, body, signal }) {
      const pathAt = url.indexOf('/', 'http://'.length);
      const host = url.slice('http://'.length, pathAt);
      const line = lineTo(host);
      let text = `${method} ${url.slice(pathAt)} HTTP/1.1\r\nhost: ${host}\r\n`;
      for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`;
      if (body !== undefined) text += `content-length: ${Buffer.byteLength(body)}\r\n`;
      const reply = await line.ask(`${text}\r\n${body ?? ''}`, signal);
      if (line.isOpen) idle.get(host)?.push(line);
      return reply;
    },
    close() {
      for (const line of open) line.close();
    },
  };
}
