import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { problems, sendRefusal } from '../../http/problem.ts';
import { trainSearchSchema } from '../../wire/trains.ts';
import { AnswerBuffers } from './answer-buffers.ts';
import { searchJson } from './search-json.ts';

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
    handler(request, reply) {
      const answer = useCases.searchTrains(context, request.query);
      if (answer.kind === 'refused') sendRefusal(request, reply, answer);
      else sendJson(reply, searchJson(answer));
    },
  });
}

const buffers = new AnswerBuffers();

/** Pieces that are JSON already go out as they are; the transport's tests hold them against the schema above. */
function sendJson(reply: FastifyReply, pieces: readonly Buffer[]): void {
  const bytes = buffers.join(pieces);
  // Handed to the operating system as a whole: an answer that was cut off keeps its buffer.
  reply.raw.once('finish', () => buffers.giveBack(bytes));
  reply.type('application/json; charset=utf-8');
  sendTogether(() => {
    reply.send(bytes);
  });
}

const waiting: (() => void)[] = [];

/**
 * The answers to what one turn of the event loop has read go out one right after the other: to wake a reader costs the
 * kernel as much as to send, and whoever was woken by the first is still awake for the next.
 */
function sendTogether(send: () => void): void {
  if (waiting.push(send) > 1) return;
  setImmediate(() => {
    for (const sendOne of waiting.splice(0)) sendOne();
  });
}
