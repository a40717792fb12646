import { addDays, serviceDateAt, type ServiceDate, type Zone } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';

type Clock = Pick<UseCaseContext, 'now' | 'railwayZone' | 'rules'>;

const minuteMs = 60_000;
const known = new Map<Zone, { minute: number; dates: readonly ServiceDate[] }>();

/**
 * The service dates on sale: today by the railway's clock and the days after it. Every search asks, so the calendar is
 * looked at once a minute: a day begins with one. The same list for as long as it is right.
 */
export function saleWindow({ now, railwayZone, rules }: Clock): readonly ServiceDate[] {
  const at = now();
  const minute = Math.floor(at / minuteMs);
  const last = known.get(railwayZone);
  if (last?.minute === minute && last.dates.length === rules.saleWindowDays) return last.dates;
  const today = serviceDateAt(at, railwayZone);
  const dates = Array.from({ length: rules.saleWindowDays }, (_unused, day) => addDays(today, day));
  known.set(railwayZone, { minute, dates });
  return dates;
}
