import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { bodyProblems, problems, sendRefusal } from '../../http/problem.ts';
import { referenceParams } from '../../wire/booking.ts';

/** Nothing to say: no body, or an empty object. */
const bodySchema = z.strictObject({}).nullish();

/** Opens the provider's hosted page for a held booking. The money decides, never the return. */
export function payBooking(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  app.route({
    method: 'POST',
    url: '/bookings/:reference/payment',
    schema: {
      tags: ['bookings'],
      summary: 'Get the hosted page to pay at',
      security: [{ bearer: [] }],
      params: referenceParams,
      body: bodySchema,
      response: {
        200: z.object({ url: z.string() }).meta({ id: 'PaymentPage' }),
        ...bodyProblems,
        ...problems({
          401: 'No valid token',
          429: 'Too many requests of this caller',
          404: 'No such booking of this account',
          409: 'Already paid, being paid, or no longer held',
          503: 'The provider or a part is away',
        }),
      },
    },
    onRequest: requireToken(parts),
    handler: async (request, reply) => {
      const answer = await useCases.startPayment(context, actorOf(request), request.params);
      if (answer.kind === 'refused') return sendRefusal(request, reply, answer);
      return reply.send({ url: answer.url });
    },
  });
}
