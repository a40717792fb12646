import { seatClasses } from '@interlock/domain/classes';
import type { Instant } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { ClassOffer } from '@interlock/use-cases/availability/train-offer';
import { z } from 'zod';

export const instantSchema = z
  .string()
  .meta({ format: 'date-time', description: 'UTC, with milliseconds' });

export const seatClassSchema = z.enum(seatClasses);

const stationSchema = z
  .object({ telecode: z.string(), zh: z.string(), en: z.string() })
  .meta({ id: 'Station' });

export const stopSchema = z
  .object({
    position: z
      .int()
      .meta({ description: 'Place in the stop list of the run; what a booking names' }),
    telecode: z.string(),
    zh: z.string(),
    en: z.string(),
    number: z.string().meta({ description: 'Public number of the train when it leaves here' }),
    arriveMinutes: z
      .int()
      .nullable()
      .meta({ description: 'Local, from midnight of the service date; may pass 1440' }),
    departMinutes: z.int().nullable(),
    km: z.int(),
    arrivesAt: instantSchema.nullable(),
    departsAt: instantSchema.nullable(),
  })
  .meta({ id: 'Stop' });

const availabilitySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('plenty'), count: z.int() }),
  z.object({ state: z.literal('number'), count: z.int() }),
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('not-on-sale'), opensAt: instantSchema }),
  z.object({ state: z.literal('closed') }),
  z.object({ state: z.literal('unavailable') }),
]);

const classOfferSchema = z
  .object({
    seatClass: seatClassSchema,
    priceFen: z.int().meta({ description: 'One adult, in fen' }),
    availability: availabilitySchema,
  })
  .meta({ id: 'ClassOffer' });

const trainOfferSchema = z
  .object({
    trainId: z.int(),
    runId: z.int(),
    date: z.string().meta({ description: 'Service date: the day the run leaves its first stop' }),
    number: z.string().meta({ description: 'Public number where one boards' }),
    numbers: z.array(z.string()),
    from: stopSchema,
    to: stopSchema,
    first: z.boolean().meta({ description: 'One boards where the run begins' }),
    last: z.boolean().meta({ description: 'One alights where the run ends' }),
    durationMinutes: z.int(),
    classes: z.array(classOfferSchema),
    asOf: instantSchema.nullable().meta({
      description: 'The counts are right for this moment; null while nothing is known',
    }),
    stops: z.array(stopSchema),
  })
  .meta({ id: 'TrainOffer' });

export const trainSearchSchema = z
  .object({
    asOf: instantSchema.nullable(),
    date: z.string(),
    from: z.array(stationSchema),
    to: z.array(stationSchema),
    trains: z.array(trainOfferSchema),
    otherDates: z
      .array(z.string())
      .meta({ description: 'Days with a train, when this one has none' }),
  })
  .meta({ id: 'TrainSearch' });

type Wire<Schema extends z.ZodType> = z.infer<Schema>;
export type TrainOfferOnWire = Wire<typeof trainOfferSchema>;

export function instantOnWire(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function instantOrNull(instant: Instant | null): string | null {
  return instant === null ? null : instantOnWire(instant);
}

export function stopOnWire(stop: OfferStop): Wire<typeof stopSchema> {
  const { position, telecode, zh, en, number, arriveMinutes, departMinutes, km } = stop;
  return {
    position,
    telecode,
    zh,
    en,
    number,
    arriveMinutes,
    departMinutes,
    km,
    arrivesAt: instantOrNull(stop.arrivesAt),
    departsAt: instantOrNull(stop.departsAt),
  };
}

export function stationOnWire({ telecode, zh, en }: Station): Wire<typeof stationSchema> {
  return { telecode, zh, en };
}

export function classOfferOnWire({
  seatClass,
  priceFen,
  availability,
}: ClassOffer): Wire<typeof classOfferSchema> {
  if (availability.state !== 'not-on-sale') return { seatClass, priceFen, availability };
  return {
    seatClass,
    priceFen,
    availability: { ...availability, opensAt: instantOnWire(availability.opensAt) },
  };
}
