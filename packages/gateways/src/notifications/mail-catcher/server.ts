import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addFonts } from '../../plain-pages/page-fonts.ts';
import { type CatcherFault, catcherFaultKinds, CatcherFaults } from './catcher-faults.ts';
import { inboxPage, messagePage } from './inbox-page.ts';
import { Inbox, type InboxQuery } from './inbox.ts';
import { startSmtpInbox } from './smtp-inbox.ts';

export type RunningCatcher = {
  smtpPort: number;
  port: number;
  url: string;
  close: () => Promise<void>;
};

/** Starts SMTP and HTTP on loopback; port 0 takes a free one. */
export async function startMailCatcher(ports: {
  smtpPort: number;
  httpPort: number;
}): Promise<RunningCatcher> {
  const inbox = new Inbox();
  const faults = new CatcherFaults();
  const smtp = await startSmtpInbox({ port: ports.smtpPort, inbox, faults });
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  addFonts(app);
  addPages(app, inbox);
  addSms(app, { inbox, faults });
  addFaults(app, faults);
  await app.listen({ host: '127.0.0.1', port: ports.httpPort });
  const { port } = app.server.address() as AddressInfo;
  return {
    smtpPort: smtp.port,
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.close();
      await smtp.close();
    },
  };
}

type Asked = { Querystring: InboxQuery };

function addPages(app: FastifyInstance, inbox: Inbox): void {
  app.get('/health', () => ({ ok: true }));
  app.get('/', (_request, reply) => html(reply, inboxPage(inbox)));
  app.get<{ Params: { id: string } }>('/message/:id', (request, reply) => {
    const mail = inbox.mail(Number(request.params.id));
    return mail ? html(reply, messagePage(mail)) : reply.status(404).send('No such message.');
  });
  app.get<Asked>('/messages', (request) => ({ messages: inbox.mails(request.query) }));
  app.get<Asked>('/sms', (request) => ({ messages: inbox.sms(request.query) }));
  app.delete('/messages', (_request, reply) => {
    inbox.clear();
    return reply.status(204).send();
  });
}

const smsSchema = {
  type: 'object',
  required: ['to', 'text', 'messageId'],
  properties: {
    to: { type: 'string' },
    text: { type: 'string' },
    messageId: { type: 'string' },
  },
};

type SmsRequest = FastifyRequest<{ Body: { to: string; text: string; messageId: string } }>;

function addSms(app: FastifyInstance, of: { inbox: Inbox; faults: CatcherFaults }): void {
  app.post('/sms', { schema: { body: smsSchema } }, (request: SmsRequest, reply) => {
    const { to, text, messageId } = request.body;
    if (of.faults.take('refuse-sms', [to])) return reply.status(422).send({ error: 'refused' });
    of.inbox.addSms({ to, text, messageId });
    if (of.faults.take('drop-sms', [to])) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return reply.status(202).send({ messageId });
  });
}

const faultSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { enum: catcherFaultKinds },
    to: { type: 'string' },
    count: { type: 'integer', minimum: 1 },
    ms: { type: 'integer', minimum: 0 },
  },
};

function addFaults(app: FastifyInstance, faults: CatcherFaults): void {
  app.post<{ Body: CatcherFault }>(
    '/faults',
    { schema: { body: faultSchema } },
    (request, reply) => {
      faults.add(request.body);
      return reply.status(201).send(request.body);
    },
  );
  app.get('/faults', () => ({ faults: faults.list() }));
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return reply.status(204).send();
  });
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:",
    )
    .send(page);
}
