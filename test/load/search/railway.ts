import { demoStations, demoTrainPlans } from '@interlock/dev-env/demo-railway';
import type { ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';

/** What is on sale in a measurement. */
export interface Railway {
  readonly stations: readonly Station[];
  readonly plans: readonly TrainPlan[];
  readonly dates: readonly ServiceDate[];
}

/** Ids far from the demo's own trains and from those of other benches. */
const firstDemoTrain = 950_000;

/** The demo railway's trains under ids of this bench; `trainsMax` of them. */
export function demoTrains(trainsMax = Number.POSITIVE_INFINITY): Omit<Railway, 'dates'> {
  const plans = demoTrainPlans()
    .slice(0, trainsMax)
    .map((plan) => ({ ...plan, trainId: firstDemoTrain + plan.trainId }));
  return { stations: demoStations(), plans };
}
