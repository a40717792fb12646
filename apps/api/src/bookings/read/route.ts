import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { problems, sendRefusal } from '../../http/problem.ts';
import { bookingOnWire, bookingSchema, referenceParams } from '../../wire/booking.ts';

/** A booking of this account; someone else's is as unknown as one that never was. */
export function readBooking(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  app.route({
    method: 'GET',
    url: '/bookings/:reference',
    schema: {
      tags: ['bookings'],
      summary: 'Read a booking',
      security: [{ bearer: [] }],
      params: referenceParams,
      response: {
        200: bookingSchema,
        ...problems({
          401: 'No valid token',
          429: 'Too many requests of this caller',
          404: 'No such booking of this account',
          503: 'A part is away',
        }),
      },
    },
    onRequest: requireToken(parts),
    handler: async (request, reply) => {
      const answer = await useCases.getBooking(context, actorOf(request), request.params);
      if (answer.kind === 'refused') return sendRefusal(request, reply, answer);
      return reply.send(bookingOnWire(answer));
    },
  });
}
