import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { problems, sendRefusal } from '../../http/problem.ts';
import { trainSearchSchema } from '../../wire/trains.ts';
import { KeptAnswers, type KeptAnswer } from './kept-answers.ts';

const place = z.string().min(1).max(40);

const querySchema = z.strictObject({
  from: place.meta({
    description: 'Telecode such as BJP, or city:<name> for all stations of a city',
  }),
  to: place.meta({ description: 'As from' }),
  date: z
    .string()
    .max(20)
    .meta({ format: 'date', description: 'Local date of departure where one boards' }),
});

/** Trains between two places on a day, with prices and free seats as of a moment. No token needed. */
export function getAvailability(app: ApiServer, { context, useCases }: ApiParts): void {
  const kept = new KeptAnswers();
  app.route({
    method: 'GET',
    url: '/availability',
    schema: {
      tags: ['availability'],
      summary: 'Trains between two places on a day',
      querystring: querySchema,
      response: {
        200: trainSearchSchema,
        ...problems({ 400: 'Malformed', 422: 'Refused', 503: 'A part is away' }),
      },
    },
    handler: (request, reply) => {
      const { query } = request;
      const answer = useCases.searchTrains(context, query);
      if (answer.kind === 'refused') sendRefusal(request, reply, answer);
      else sendJson(reply, kept.of(`${query.from}>${query.to}>${query.date}`, answer));
    },
  });
}

/** Bytes that are JSON already go out as they are; the transport's tests hold them against the schema above. */
function sendJson(reply: FastifyReply, answer: KeptAnswer): void {
  answer.readers += 1;
  // Handed to the operating system as a whole: an answer that was cut off keeps its memory.
  reply.raw.once('finish', () => (answer.readers -= 1));
  reply.type('application/json; charset=utf-8').send(answer.bytes);
}
