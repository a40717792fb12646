import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { problems, sendRefusal } from '../../http/problem.ts';

const travellerParams = z.object({ travellerId: z.string().min(1).max(64) });

/** Takes a traveller off this account's list; bookings made with it stay as they are. */
export function removeTravellerRoute(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  app.route({
    method: 'DELETE',
    url: '/travellers/:travellerId',
    schema: {
      tags: ['travellers'],
      summary: 'Remove a traveller',
      security: [{ bearer: [] }],
      params: travellerParams,
      response: {
        204: z.null().meta({ description: 'Removed' }),
        ...problems({
          401: 'No valid token',
          429: 'Too many requests of this caller',
          404: 'No such traveller of this account',
          503: 'A part is away',
        }),
      },
    },
    onRequest: requireToken(parts),
    handler: async (request, reply) => {
      const answer = await useCases.removeTraveller(context, actorOf(request), request.params);
      if (answer.kind === 'refused') return sendRefusal(request, reply, answer);
      return reply.code(204).send(null);
    },
  });
}
