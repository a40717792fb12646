import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from './api.ts';
import { faultKinds, type FaultWish, operations } from './faults.ts';

const wishSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { enum: faultKinds },
    operation: { enum: operations },
    booking: { type: 'string' },
    type: { type: 'string' },
    count: { type: 'integer', minimum: 1 },
    ms: { type: 'integer', minimum: 0 },
    times: { type: 'integer', minimum: 1 },
    amount: { type: 'integer', minimum: 1 },
    currency: { type: 'string', pattern: '^[a-z]{3}$' },
  },
};

const endpointSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: { url: { type: 'string', pattern: '^https?://' } },
};

/** Faults on request, for tests and drills. */
export function addControl(app: FastifyInstance, of: Sandbox & { controlToken?: string }): void {
  function guard(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
    if (of.controlToken && request.headers.authorization !== `Bearer ${of.controlToken}`) {
      void reply.status(401).send({ error: 'The control token is missing or wrong.' });
    } else next();
  }
  app.post<{ Body: FaultWish }>(
    '/sandbox/faults',
    { schema: { body: wishSchema }, onRequest: guard },
    (request, reply) => reply.status(201).send(of.faults.add(request.body)),
  );
  app.get('/sandbox/faults', { onRequest: guard }, () => ({ faults: of.faults.list() }));
  app.delete('/sandbox/faults', { onRequest: guard }, (_request, reply) => {
    of.faults.clear();
    return reply.status(204).send();
  });
  app.delete<{ Params: { id: string } }>(
    '/sandbox/faults/:id',
    { onRequest: guard },
    (request, reply) => {
      of.faults.clear(request.params.id);
      return reply.status(204).send();
    },
  );
  app.post<{ Body: { url: string } }>(
    '/sandbox/webhook-endpoint',
    { schema: { body: endpointSchema }, onRequest: guard },
    (request, reply) => {
      of.webhooks.setEndpoint(request.body.url);
      return reply.status(204).send();
    },
  );
}
