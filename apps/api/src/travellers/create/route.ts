import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { bodyProblems, problems, sendRefusal } from '../../http/problem.ts';
import { ticketTypeSchema } from '../../wire/booking.ts';
import { documentTypeSchema, travellerOnWire, travellerSchema } from '../../wire/traveller.ts';

const bodySchema = z.strictObject({
  name: z.string().max(200),
  documentType: documentTypeSchema,
  document: z.string().max(100),
  type: ticketTypeSchema.default('adult'),
});

/** Adds a traveller to this account's vault; name and document are sealed and answered masked. */
export function createTraveller(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  app.route({
    method: 'POST',
    url: '/travellers',
    schema: {
      tags: ['travellers'],
      summary: 'Add a traveller',
      security: [{ bearer: [] }],
      body: bodySchema,
      response: {
        201: travellerSchema,
        ...bodyProblems,
        ...problems({
          401: 'No valid token',
          429: 'Too many requests of this caller',
          422: 'Invalid name or document',
          503: 'A part is away',
        }),
      },
    },
    onRequest: requireToken(parts),
    handler: async (request, reply) => {
      const { type: kind, ...rest } = request.body;
      const answer = await useCases.addTraveller(context, actorOf(request), { ...rest, kind });
      if (answer.kind === 'refused') return sendRefusal(request, reply, answer);
      return reply.code(201).send(travellerOnWire(answer));
    },
  });
}
