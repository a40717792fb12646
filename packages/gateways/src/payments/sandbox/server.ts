import { type AddressInfo } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { addStripeApi, nowSeconds, type Sandbox } from './api.ts';
import { addControl } from './control.ts';
import { Faults } from './faults.ts';
import { addHostedPage } from './hosted-page.ts';
import { Store } from './store.ts';
import { WebhookSender } from './webhook-sender.ts';

export type SandboxSettings = {
  /** 0 takes a free one. */
  port: number;
  /** The journal; its folder must exist. */
  dataFile: string;
  apiKey: string;
  webhookSecret: string;
  webhookUrl: string | null;
  /** How browsers reach the page, where that is not the loopback address. */
  publicUrl: string | null;
  controlToken: string | null;
};

export type RunningSandbox = { url: string; port: number; close: () => Promise<void> };

/** Starts the Stripe-compatible sandbox on loopback, with all that its journal remembers. */
export async function startSandbox(settings: SandboxSettings): Promise<RunningSandbox> {
  const store = new Store();
  await store.open({ file: settings.dataFile, nowSeconds: nowSeconds() });
  const faults = new Faults();
  const webhooks = new WebhookSender({
    store,
    faults,
    secret: settings.webhookSecret,
    url: settings.webhookUrl,
  });
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  const address = { url: '' };
  const sandbox: Sandbox = {
    store,
    faults,
    webhooks,
    apiKey: settings.apiKey,
    publicUrl: () => settings.publicUrl ?? address.url,
  };
  addRoutes(app, sandbox, settings.controlToken);
  await app.listen({ host: '127.0.0.1', port: settings.port });
  const { port } = app.server.address() as AddressInfo;
  address.url = `http://127.0.0.1:${port}`;
  webhooks.start();
  async function close(): Promise<void> {
    webhooks.stop();
    faults.clear();
    await app.close();
    await store.close();
  }
  return { url: address.url, port, close };
}

function addRoutes(app: FastifyInstance, sandbox: Sandbox, controlToken: string | null): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  app.get('/health', () => ({ ok: true }));
  addStripeApi(app, sandbox);
  addControl(app, controlToken === null ? sandbox : { ...sandbox, controlToken });
  addHostedPage(app, sandbox);
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error(error);
    return reply.status(status).send({ error: { type: 'api_error', message: error.message } });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      error: {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}).`,
      },
    }),
  );
}
