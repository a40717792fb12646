import { refuse, type Refusal } from '@interlock/domain/refusals';
import { parseServiceDate, type ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';
import { saleWindow } from '../timetable/sale-window.ts';
import type { Places } from './read-model.ts';

/** A question about trains: each end a telecode or a city (`city:北京`), and a service date. */
export interface TrainQuestion {
  readonly from: string;
  readonly to: string;
  readonly date: string;
}

interface AskedTrains {
  readonly kind: 'asked';
  readonly places: Places;
  readonly date: ServiceDate;
}

/** The places and the date asked about, or why they cannot be answered. */
export function readQuestion(
  context: UseCaseContext,
  question: TrainQuestion,
): AskedTrains | Refusal {
  const places = context.availability.placesOf(question);
  if (places.from.length === 0) return refuse('unknown-station', { field: 'from' });
  if (places.to.length === 0) return refuse('unknown-station', { field: 'to' });
  if (question.from === question.to) return refuse('same-station', { field: 'to' });
  const date = checkDate(context, question.date);
  return typeof date === 'string' ? { kind: 'asked', places, date } : date;
}

/** The date within the sale window, by the railway's clock. */
function checkDate(context: UseCaseContext, text: string): ServiceDate | Refusal {
  const window = saleWindow(context);
  const onSale = window.find((date) => date === text);
  if (onSale !== undefined) return onSale;
  const date = parseServiceDate(text);
  if (date === null) return refuse('invalid-date', { field: 'date' });
  const last = window.at(-1) ?? date;
  if (date < last) return refuse('date-in-the-past', { field: 'date' });
  return refuse('date-beyond-sale-window', { field: 'date', detail: { last } });
}
