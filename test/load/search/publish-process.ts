import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import type { ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '@interlock/use-cases/context';
import { openContext } from '@interlock/use-cases/open-context';
import { planPublication } from '@interlock/use-cases/timetable/plan-publication';
import { publishChunk } from '@interlock/use-cases/timetable/publish-chunk';
import { serve } from './forked.ts';

export interface Published {
  readonly runs: number;
  readonly seats: number;
  readonly seconds: number;
  /** The largest this process has been, MB. */
  readonly peakMb: number;
}

/** As many as the publishing workflow has under way. */
const chunksAtOnce = 4;

let context: UseCaseContext | null = null;

/** Opens what a worker opens, without Temporal: the steps are run in the order in which the workflow runs them. */
async function open({ settings }: { settings: Record<string, string> }): Promise<void> {
  const opened = await openContext(loadConfig(readEnvironment(settings)), {
    processes: {} as UseCaseContext['processes'],
    faultPoint: () => undefined,
    report: () => undefined,
  });
  context = opened.context;
}

async function publish(input: { trainIds: number[]; dates: ServiceDate[] }): Promise<Published> {
  if (context === null) throw new Error('nothing has been opened');
  const opened = context;
  const began = performance.now();
  const waiting = await planPublication(opened, input);
  let runs = 0;
  let seats = 0;
  async function work(): Promise<void> {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
      const part = await publishChunk(opened, chunk);
      runs += part.runsCreated;
      seats += part.seatsCreated;
    }
  }
  await Promise.all(Array.from({ length: chunksAtOnce }, work));
  const seconds = (performance.now() - began) / 1000;
  return { runs, seats, seconds, peakMb: process.resourceUsage().maxRSS / 1024 };
}

serve({ open, publish });
