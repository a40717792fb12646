import type { Instant, ServiceDate } from '@interlock/domain/time';
import {
  arrives,
  boards,
  publicNumberAt,
  stopOf,
  type TrainPlan,
} from '@interlock/domain/timetable/train-plan';
import type { Availability } from './read-model.ts';

/** A stop with its names, as pages and programs show it. */
export interface OfferStop {
  readonly position: number;
  readonly telecode: string;
  readonly zh: string;
  readonly en: string;
  /** Minutes since midnight of the service date, over 1440 after midnight. */
  readonly arriveMinutes: number | null;
  readonly departMinutes: number | null;
  readonly km: number;
  /** The public number from this stop on; it may change on the way. */
  readonly number: string;
  readonly arrivesAt: Instant | null;
  readonly departsAt: Instant | null;
}

/** One stop of a run; a station that the timetable does not name shows its telecode. */
export function offerStop(
  context: { readonly availability: Pick<Availability, 'station'> },
  input: { plan: TrainPlan; date: ServiceDate; position: number },
): OfferStop {
  const stop = stopOf(input.plan, input.position);
  const station = context.availability.station(stop.telecode);
  return {
    position: stop.position,
    telecode: stop.telecode,
    zh: station?.zh ?? stop.telecode,
    en: station?.en ?? stop.telecode,
    arriveMinutes: stop.arriveMinutes,
    departMinutes: stop.departMinutes,
    km: stop.km,
    number: publicNumberAt(input.plan, stop.position),
    arrivesAt: stop.arriveMinutes === null ? null : arrives(input.plan, input.date, stop.position),
    departsAt: stop.departMinutes === null ? null : boards(input.plan, input.date, stop.position),
  };
}
