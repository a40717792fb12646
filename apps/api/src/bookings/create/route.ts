import type { Refusal } from '@interlock/domain/refusals';
import { z } from 'zod';
import type { ApiParts, ApiServer } from '../../http/api-server.ts';
import { actorOf, requireToken } from '../../http/bearer.ts';
import { createGate } from '../../http/gate.ts';
import { bodyProblems, problems, sendRefusal } from '../../http/problem.ts';
import { bookingOnWire, bookingSchema, ticketTypeSchema } from '../../wire/booking.ts';
import { seatClassSchema } from '../../wire/trains.ts';

const headersSchema = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .meta({ description: 'The same key with the same body is the same booking' }),
});

const bodySchema = z.strictObject({
  runId: z.int().positive().meta({ description: 'From an availability answer' }),
  from: z.int().min(0).max(200).meta({ description: 'Stop position where one boards' }),
  to: z.int().min(0).max(200).meta({ description: 'Stop position where one alights' }),
  class: seatClassSchema,
  passengers: z
    .array(z.strictObject({ travellerId: z.string().min(1).max(64), type: ticketTypeSchema }))
    .max(100),
  seatLetters: z
    .array(z.string().regex(/^[A-Z]$/))
    .max(10)
    .default([])
    .meta({ description: 'Wished seat or berth letters, one per passenger' }),
  seats: z
    .array(
      z.strictObject({
        coach: z.int().min(1).max(99),
        row: z.int().min(1).max(999),
        letter: z.string().regex(/^[A-Z]$/),
      }),
    )
    .max(100)
    .default([])
    .meta({
      description:
        'Exactly these seats, one per passenger in their order. If one is taken nothing is held: code seats-taken, with facts.lost and facts.nearest (codes such as "7-12F", parted by spaces)',
    }),
  language: z.enum(['zh', 'en']).default('zh'),
  contact: z
    .strictObject({
      email: z.email().max(254),
      phone: z
        .string()
        .regex(/^\+?[0-9 -]{5,20}$/)
        .optional(),
    })
    .meta({ description: 'Where the ticket is sent' }),
});

/** Enough to keep a worker busy; who waits behind them still gets seats within seconds, everybody else asks again. */
const holdsRoom = { atOnce: 32, waiting: 48 };

/** Holds seats until a deadline. Asking again with the same key and body answers with the same booking. */
export function createBooking(app: ApiServer, parts: ApiParts): void {
  const { context, useCases } = parts;
  const gate = createGate(holdsRoom);
  app.route({
    method: 'POST',
    url: '/bookings',
    schema: {
      tags: ['bookings'],
      summary: 'Hold seats',
      security: [{ bearer: [] }],
      headers: headersSchema,
      body: bodySchema,
      response: {
        201: bookingSchema,
        ...bodyProblems,
        ...problems({
          401: 'No valid token',
          403: 'Not allowed',
          404: 'Unknown run or passenger',
          409: 'Sold out, an asked seat taken, or in the way of another booking',
          422: 'Refused',
          429: 'Too many',
          503: 'Busy or a part is away: ask again with the same key',
        }),
      },
    },
    // Room comes first: a refused request costs no look-up of its token.
    onRequest: [gate.refuseWhileFull, requireToken(parts)],
    handler: async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const { class: seatClass, passengers, seatLetters: letters, ...rest } = request.body;
      const travellers = passengers.map(({ travellerId, type }) => ({
        travellerId,
        ticketType: type,
      }));
      const input = { ...rest, key, seatClass, travellers, letters };
      const answer = await gate.enter(() => useCases.holdSeats(context, actorOf(request), input));
      if (answer.kind === 'refused') return sendRefusal(request, reply, inOurWords(answer));
      const booking = bookingOnWire(answer.booking);
      return reply.code(201).header('location', `/bookings/${booking.reference}`).send(booking);
    },
  });
}

const wireNames: Record<string, string> = {
  travellers: 'passengers',
  seatClass: 'class',
  letters: 'seatLetters',
};

/** The same refusal with the field as the body calls it. */
function inOurWords(refusal: Refusal): Refusal {
  if (refusal.field === undefined) return refusal;
  const [name = '', ...rest] = refusal.field.split('.');
  return { ...refusal, field: [wireNames[name] ?? name, ...rest].join('.') };
}
