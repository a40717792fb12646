import { z } from 'zod';
import type { ApiParts, ApiServer } from '../http/api-server.ts';

const partsSchema = z.record(z.string(), z.enum(['up', 'away']));

/** The process is alive; says nothing about the parts behind it. */
export function getHealth(app: ApiServer): void {
  app.route({
    method: 'GET',
    url: '/health',
    schema: {
      tags: ['operation'],
      summary: 'Is the process alive',
      response: { 200: z.object({ status: z.literal('ok') }).meta({ id: 'Health' }) },
    },
    logLevel: 'silent',
    handler: async () => ({ status: 'ok' as const }),
  });
}

/**
 * 200 while this process can sell anything, 503 when it cannot: no shard, or the central database away. One shard
 * away leaves it ready, since everything else goes on.
 */
export function getReady(app: ApiServer, { partStates }: ApiParts): void {
  const body = z.object({ ready: z.boolean(), parts: partsSchema }).meta({ id: 'Ready' });
  app.route({
    method: 'GET',
    url: '/ready',
    schema: {
      tags: ['operation'],
      summary: 'Can the process sell',
      response: { 200: body, 503: body },
    },
    logLevel: 'silent',
    handler: async (_request, reply) => {
      const parts = await partStates();
      const { central, processes, ...shards } = parts;
      const ready = central === 'up' && processes === 'up' && Object.values(shards).includes('up');
      return reply.code(ready ? 200 : 503).send({ ready, parts });
    },
  });
}
