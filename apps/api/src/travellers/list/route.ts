import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { problems, sendRefusal } from '../../http/problem.ts';
import { travellerOnWire, travellerSchema } from '../../wire/traveller.ts';

/** The travellers of this account, names and documents masked. */
export function listTravellersRoute(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  app.route({
    method: 'GET',
    url: '/travellers',
    schema: {
      tags: ['travellers'],
      summary: 'List travellers',
      security: [{ bearer: [] }],
      response: {
        200: z.object({ travellers: z.array(travellerSchema) }).meta({ id: 'Travellers' }),
        ...problems({
          401: 'No valid token',
          429: 'Too many requests of this caller',
          503: 'A part is away',
        }),
      },
    },
    onRequest: requireToken(parts),
    handler: async (request, reply) => {
      const answer = await useCases.listTravellers(context, actorOf(request));
      if (answer.kind === 'refused') return sendRefusal(request, reply, answer);
      return reply.send({ travellers: answer.travellers.map(travellerOnWire) });
    },
  });
}
