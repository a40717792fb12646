import type { Instant } from '@interlock/domain/time';
import type { temporal } from '@temporalio/proto';
import type { HistoryEvent } from './booking/contract.ts';

type Raw = temporal.api.history.v1.IHistoryEvent;

/** One history event without its payloads: type, time, name, attempt and failure text. */
export function historyEventOf(raw: Raw): HistoryEvent {
  return {
    id: Number(raw.eventId ?? 0),
    type: typeOf(raw),
    at: instantOf(raw),
    name: nameOf(raw),
    attempt: raw.activityTaskStartedEventAttributes?.attempt ?? null,
    failure: raw.activityTaskStartedEventAttributes?.lastFailure?.message ?? null,
  };
}

/** The attributes field that is set names the event: `activityTaskStartedEventAttributes`. */
function typeOf(raw: Raw): string {
  const field = Object.entries(raw).find(
    ([key, value]) => key.endsWith('EventAttributes') && value !== null && value !== undefined,
  );
  return field === undefined ? 'unknown' : field[0].replace(/EventAttributes$/, '');
}

function instantOf(raw: Raw): Instant {
  const seconds = Number(raw.eventTime?.seconds ?? 0);
  return (seconds * 1000 + Math.floor((raw.eventTime?.nanos ?? 0) / 1e6)) as Instant;
}

function nameOf(raw: Raw): string | null {
  return (
    raw.activityTaskScheduledEventAttributes?.activityType?.name ??
    raw.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name ??
    raw.markerRecordedEventAttributes?.markerName ??
    null
  );
}
