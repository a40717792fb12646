import { addDays, serviceDateAt, type ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';

/** The service dates on sale: today by the railway's clock and the days after it. */
export function saleWindow(
  context: Pick<UseCaseContext, 'now' | 'railwayZone' | 'rules'>,
): ServiceDate[] {
  const today = serviceDateAt(context.now(), context.railwayZone);
  return Array.from({ length: context.rules.saleWindowDays }, (_unused, day) =>
    addDays(today, day),
  );
}
