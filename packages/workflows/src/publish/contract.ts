import type { ServiceDate } from '@interlock/domain/time';

export const publishWorkflowType = 'publishTimetable';
export const openNextDayWorkflowType = 'openNextDay';
export const timetableTaskQueue = 'timetable';
export const openNextDayScheduleId = 'open-next-day';

export interface PublishInput {
  /** Empty: every train of the timetable. */
  readonly trainIds: readonly number[];
  readonly dates: readonly ServiceDate[];
}

export interface PublishReport {
  readonly runsCreated: number;
  readonly runsPresent: number;
  readonly seatsCreated: number;
}

export interface PublishProcess {
  /** Starts publishing (or joins the same publication under way) and waits for its end. */
  publish(input: PublishInput & { publicationId: string }): Promise<PublishReport>;
  /** Makes sure that the daily schedule exists; called at every start. */
  scheduleDailyOpening(input: { atHour: number; zone: string }): Promise<void>;
}
