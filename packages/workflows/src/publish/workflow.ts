import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { PublishActivities, PublishChunk } from './activities.ts';
import type { PublishInput, PublishReport } from './contract.ts';

const { planPublication, publishChunk, saleWindow } = proxyActivities<PublishActivities>({
  startToCloseTimeout: '2 min',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '30 s' },
});

const chunksAtOnce = 4;

/** Creates the inventory of the given trains and days, chunk by chunk; resumes where it was cut. */
export async function publishTimetable(input: PublishInput): Promise<PublishReport> {
  const chunks = await planPublication(input);
  const waiting: PublishChunk[] = [...chunks];
  let report: PublishReport = { runsCreated: 0, runsPresent: 0, seatsCreated: 0 };
  async function work(): Promise<void> {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
      const part = await publishChunk(chunk);
      // Added after the wait: the other chunks have moved the sum meanwhile.
      report = added(report, part);
      setCurrentDetails(`${chunks.length - waiting.length} of ${chunks.length} chunks`);
    }
  }
  await Promise.all(Array.from({ length: chunksAtOnce }, () => work()));
  return report;
}

/** Run by the daily schedule: publishes whatever of the sale window is missing. */
export async function openNextDay(): Promise<PublishReport> {
  return publishTimetable({ trainIds: [], dates: await saleWindow() });
}

function added(sum: PublishReport, part: PublishReport): PublishReport {
  return {
    runsCreated: sum.runsCreated + part.runsCreated,
    runsPresent: sum.runsPresent + part.runsPresent,
    seatsCreated: sum.seatsCreated + part.seatsCreated,
  };
}
