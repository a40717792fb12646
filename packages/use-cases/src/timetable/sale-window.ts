import { addDays, serviceDateAt, type ServiceDate, type Zone } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';

const minuteMs = 60_000;
const todays = new Map<Zone, { minute: number; today: ServiceDate }>();

/** Today by the railway's clock. Every search asks: the calendar is looked at once a minute, for days begin with one. */
export function railwayToday({
  now,
  railwayZone,
}: Pick<UseCaseContext, 'now' | 'railwayZone'>): ServiceDate {
  const at = now();
  const minute = Math.floor(at / minuteMs);
  const known = todays.get(railwayZone);
  if (known?.minute === minute) return known.today;
  const today = serviceDateAt(at, railwayZone);
  todays.set(railwayZone, { minute, today });
  return today;
}

/** The service dates on sale: today by the railway's clock and the days after it. */
export function saleWindow(
  context: Pick<UseCaseContext, 'now' | 'railwayZone' | 'rules'>,
): ServiceDate[] {
  const today = railwayToday(context);
  return Array.from({ length: context.rules.saleWindowDays }, (_unused, day) =>
    addDays(today, day),
  );
}
