import { condition, upsertSearchAttributes } from '@temporalio/workflow';
import { needsAttention } from './search-attributes.ts';

/** Waits for work that never gives up; staff are called when it takes longer than `alarmAfterMs`. */
export async function withAlarm<T>(work: Promise<T>, alarmAfterMs: number): Promise<T> {
  const progress = { done: false };
  const watched = work.finally(() => {
    progress.done = true;
  });
  const inTime = await condition(() => progress.done, alarmAfterMs);
  if (!inTime) raiseAttention();
  return watched;
}

/** Marks the workflow for people to look at. */
export function raiseAttention(): void {
  upsertSearchAttributes([{ key: needsAttention, value: true }]);
}
