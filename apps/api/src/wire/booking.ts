import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { z } from 'zod';
import {
  instantOnWire,
  instantOrNull,
  instantSchema,
  seatClassSchema,
  stopOnWire,
  stopSchema,
} from './trains.ts';

export const ticketTypeSchema = z.enum(['adult', 'child', 'student']);

export const referenceParams = z.object({
  reference: z
    .string()
    .meta({ description: 'As printed on the booking; lower case and spaces are forgiven' }),
});

export const bookingSchema = z
  .object({
    reference: z.string(),
    state: z.enum(['held', 'confirmed', 'ticketed', 'released']),
    phase: z.enum([
      'held',
      'paying',
      'confirming',
      'ticketed',
      'expired',
      'cancelled',
      'refused',
      'released',
    ]),
    money: z.enum([
      'none',
      'open',
      'processing',
      'authorised',
      'captured',
      'being-returned',
      'returned',
    ]),
    payBy: instantSchema.nullable(),
    expiresAt: instantSchema.nullable(),
    closedAt: instantSchema.nullable().meta({ description: 'Ticketed or released at' }),
    now: instantSchema.meta({ description: 'Our clock, to count down by' }),
    priceFen: z.int(),
    currency: z.string(),
    runId: z.int(),
    date: z.string(),
    number: z.string(),
    from: stopSchema,
    to: stopSchema,
    seatClass: seatClassSchema,
    passengers: z.array(
      z.object({
        name: z.string().meta({ description: 'Masked' }),
        document: z.string().meta({ description: 'Masked' }),
        ticketType: ticketTypeSchema,
        priceFen: z.int(),
        coach: z.int().nullable(),
        row: z.int().nullable(),
        letter: z.string().nullable(),
        ticketId: z.string().nullable(),
        qr: z.string().nullable(),
      }),
    ),
    declined: z
      .boolean()
      .meta({ description: 'The bank refused an attempt and nothing was paid since' }),
    canExtend: z.boolean(),
    canCancel: z.boolean(),
    language: z.enum(['zh', 'en']),
  })
  .meta({ id: 'Booking' });

/** A booking as programs see it: references and masked names, never internal ids. */
export function bookingOnWire(view: BookingView): z.infer<typeof bookingSchema> {
  const { reference, state, phase, money, priceFen, currency, runId, date, number } = view;
  return {
    reference,
    state,
    phase,
    money,
    payBy: instantOrNull(view.payBy),
    expiresAt: instantOrNull(view.expiresAt),
    closedAt: instantOrNull(view.closedAt),
    now: instantOnWire(view.now),
    priceFen,
    currency,
    runId,
    date,
    number,
    from: stopOnWire(view.from),
    to: stopOnWire(view.to),
    seatClass: view.seatClass,
    passengers: view.passengers.map((passenger) => ({
      name: passenger.nameMasked,
      document: passenger.documentMasked,
      ticketType: passenger.ticketType,
      priceFen: passenger.fareFen,
      coach: passenger.coach,
      row: passenger.row,
      letter: passenger.letter,
      ticketId: passenger.ticketId,
      qr: passenger.qr,
    })),
    declined: view.declined,
    canExtend: view.canExtend,
    canCancel: view.canCancel,
    language: view.language,
  };
}
