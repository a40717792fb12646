import { seatClasses } from '@interlock/domain/classes';
import { seatLetters } from '@interlock/domain/coach-layout';
import type { RunId } from '@interlock/domain/ids';
import { ticketTypes } from '@interlock/domain/passengers/booked-passenger';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { SaleRules } from '@interlock/domain/sale-rules';
import { seatCode } from '@interlock/domain/seat-place';
import { refusalOfDirection } from '@interlock/domain/timetable/ride-direction';
import { z } from 'zod';

const holdInput = z.strictObject({
  key: z.string().min(1).max(200),
  runId: z
    .int()
    .positive()
    .transform((id) => id as RunId),
  from: z.int().min(0).max(200),
  to: z.int().min(0).max(200),
  seatClass: z.enum(seatClasses),
  travellers: z
    .array(
      z.strictObject({ travellerId: z.string().min(1).max(64), ticketType: z.enum(ticketTypes) }),
    )
    .max(100),
  letters: z.array(z.enum(seatLetters)).max(10),
  /** Exactly these seats, one per traveller in their order; any when empty. */
  seats: z
    .array(
      z.strictObject({
        coach: z.int().min(1).max(99),
        row: z.int().min(1).max(999),
        letter: z.enum(seatLetters),
      }),
    )
    .max(100)
    .default([]),
  language: z.enum(['zh', 'en']),
  contact: z.strictObject({
    email: z.email().max(254),
    phone: z
      .string()
      .regex(/^\+?[0-9 -]{5,20}$/)
      .optional(),
  }),
});

export type HoldInput = Omit<z.infer<typeof holdInput>, 'contact'> & {
  contact: { email: string; phone?: string };
};

/** The request in its one accepted shape, or why it cannot be asked. */
export function parseHoldInput(
  raw: unknown,
  rules: SaleRules,
): { readonly kind: 'input'; readonly input: HoldInput } | Refusal {
  const parsed = holdInput.safeParse(raw);
  if (!parsed.success) return refusalOfIssue(parsed.error.issues[0]);
  const { contact, ...input } = parsed.data;
  const travellers = new Set(input.travellers.map((traveller) => traveller.travellerId));
  if (input.travellers.length === 0) return refuse('no-passengers', { field: 'travellers' });
  if (input.travellers.length > rules.passengersMax) {
    return refuse('too-many-passengers', {
      field: 'travellers',
      detail: { max: rules.passengersMax },
    });
  }
  if (travellers.size < input.travellers.length) {
    return refuse('same-passenger-twice', { field: 'travellers' });
  }
  const wrongSeats = refusalOfSeats(input);
  if (wrongSeats !== null) return wrongSeats;
  const wrongWay = refusalOfDirection(input);
  if (wrongWay !== null) return wrongWay;
  const { email, phone } = contact;
  return {
    kind: 'input',
    input: { ...input, contact: phone === undefined ? { email } : { email, phone } },
  };
}

function refusalOfSeats({
  seats,
  travellers,
}: Pick<HoldInput, 'seats' | 'travellers'>): Refusal | null {
  if (seats.length === 0) return null;
  if (seats.length !== travellers.length) {
    const detail = { seats: seats.length, passengers: travellers.length };
    return refuse('seat-count-differs', { field: 'seats', detail });
  }
  const twice = seats.findIndex(
    (seat, at) => seats.findIndex((other) => seatCode(other) === seatCode(seat)) < at,
  );
  return twice < 0 ? null : refuse('same-seat-twice', { field: `seats.${twice}` });
}

function refusalOfIssue(issue: z.core.$ZodIssue | undefined): Refusal {
  const field = issue?.path.map(String).join('.') ?? '';
  if (field === 'key') return refuse('key-missing', { field });
  if (field === 'seatClass') return refuse('unknown-class', { field });
  return field === '' ? refuse('invalid-input') : refuse('invalid-input', { field });
}
