import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { planPublication } from '@interlock/use-cases/timetable/plan-publication';
import { publishChunk } from '@interlock/use-cases/timetable/publish-chunk';
import { saleWindow } from '@interlock/use-cases/timetable/sale-window';
import type { PublishActivities } from '@interlock/workflows/publish/activities';

/** The publishing process's steps. */
export function publishActivities(context: WorkerContext): PublishActivities {
  return {
    planPublication: (input) => planPublication(context, input),
    publishChunk: (chunk) => publishChunk(context, chunk),
    saleWindow: () => Promise.resolve([...saleWindow(context)]),
  };
}
