import { refuse } from '@interlock/domain/refusals';
import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { problems, sendRefusal, sendTransportProblem } from '../../http/problem.ts';

const bodyBytesMax = 1_048_576;

/**
 * Where the payment provider tells us about money. 200 once the event is stored (or needs no storing), 503 while its
 * shard is away so that the provider sends it again. The signature covers the raw bytes, so nothing parses before it.
 */
export function receiveStripeEvent(app: ApiServer, { context, useCases }: ApiParts): void {
  void app.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.route({
      method: 'POST',
      url: '/webhooks/stripe',
      bodyLimit: bodyBytesMax,
      schema: {
        tags: ['webhooks'],
        summary: 'Events of the payment provider',
        response: {
          200: z
            .object({ outcome: z.enum(['stored', 'duplicate', 'orphan', 'ignored']) })
            .meta({ id: 'EventOutcome' }),
          ...problems({ 400: 'Bad signature', 413: 'Too large', 503: 'Not stored: send again' }),
        },
      },
      handler: async (request, reply) => {
        const rawBody = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
        const signature = [request.headers['stripe-signature'] ?? ''].flat().join(',');
        const event = context.payments.parseWebhook({ rawBody, signature });
        if (event.kind === 'rejected') {
          request.log.warn({ reqId: request.id, why: event.why }, 'webhook rejected');
          return sendTransportProblem(request, reply, { code: 'bad-signature', detail: event.why });
        }
        if (event.kind === 'ignored') return reply.send({ outcome: 'ignored' });
        const answer = await useCases.receiveEvent(context, event);
        if (answer.kind === 'unavailable')
          return sendRefusal(request, reply, refuse('shard-unavailable'));
        return reply.send({ outcome: answer.kind });
      },
    });
  });
}
