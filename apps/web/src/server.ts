import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@interlock/config/config';
import next from 'next';
import { createEdge } from './edge.ts';

const development = process.argv.includes('--dev');
const config = loadConfig();
const host = '127.0.0.1';
/** A second or two of work: whoever came later would wait longer than they like, and all others with them. */
const searchesAtOnceMax = 256;

const app = next({
  dev: development,
  dir: fileURLToPath(new URL('..', import.meta.url)),
  hostname: host,
  port: config.webPort,
});
await app.prepare();

const paymentOrigins = ['https://checkout.stripe.com'];
if (config.payments.apiBase !== null) paymentOrigins.push(new URL(config.payments.apiBase).origin);

const pages = app.getRequestHandler();
const handle = createEdge(
  {
    paymentOrigins,
    secure: config.siteUrl.startsWith('https:'),
    development,
    searchesAtOnceMax,
  },
  (request, response) => pages(request, response),
);

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(config.webPort, host, () => {
  console.log(`web listens on http://${host}:${config.webPort}`);
});

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  // Kept-alive connections would hold the process.
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 3_000).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
