import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { AnswerReader } from './answer-reader.ts';
import { serve } from './forked.ts';

/** Headers that node:http writes itself. */
const written = new Set([
  'connection',
  'keep-alive',
  'date',
  'content-length',
  'transfer-encoding',
]);

interface Recorded {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

let recorded = new Map<string, Recorded>();

const server = createServer((request, response) => {
  const answer = recorded.get(request.url ?? '');
  if (answer === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, answer.headers).end(answer.body);
});

/** Asks the product every question once; from then on this server says the same bytes. */
async function record(input: { from: number; paths: string[] }): Promise<{ megabytes: number }> {
  const reader = new AnswerReader(connect({ port: input.from, host: '127.0.0.1' }));
  const found = new Map<string, Recorded>();
  for (const path of input.paths) {
    const answer = await reader.ask(
      Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n\r\n`),
    );
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    const headers = answer.head
      .split('\r\n')
      .slice(1)
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      });
    found.set(path, {
      headers: {
        ...Object.fromEntries(headers.filter(([name]) => !written.has(name))),
        'content-length': String(answer.body.length),
      },
      body: Buffer.from(answer.body),
    });
  }
  reader.close();
  recorded = found;
  const bytes = [...found.values()].reduce((sum, { body }) => sum + body.length, 0);
  return { megabytes: bytes / 1e6 };
}

/** The port it listens on. */
async function listen(): Promise<{ port: number }> {
  if (!server.listening) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  return { port: (server.address() as AddressInfo).port };
}

serve({ record, listen });
