import { runIdOf, type RunId } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import { intervalsBetween, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import { LatelyUsed } from './lately-used.ts';
import type { KnownRun } from './read-model.ts';

/** A ride that a plan offers on every date it runs. */
export interface PlanRide {
  readonly plan: TrainPlan;
  readonly from: number;
  readonly to: number;
}

interface Day<Run> {
  readonly runs: Run[];
  changedAt: number;
}

/** Pairs of places kept with the plans that join them; a busy pair takes a few kilobytes. */
const pairsMax = 20_000;

/**
 * The runs of one shard: by id, by service date, and by the places they join. The last is found through the plans,
 * of which there are as many as trains, not as many as runs.
 */
export class RunTable<Run extends KnownRun> {
  readonly #runs = new Map<RunId, Run>();
  readonly #days = new Map<ServiceDate, Day<Run>>();
  readonly #plansAt = new Map<string, Set<TrainPlan>>();
  readonly #plans = new Set<TrainPlan>();
  #changes = 0;
  readonly #ridesOfPair = new LatelyUsed<string, readonly PlanRide[]>(pairsMax);

  get(runId: RunId): Run | undefined {
    return this.#runs.get(runId);
  }

  has(runId: RunId): boolean {
    return this.#runs.has(runId);
  }

  ids(): RunId[] {
    return [...this.#runs.keys()];
  }

  on(date: ServiceDate): readonly Run[] {
    return this.#days.get(date)?.runs ?? [];
  }

  /** A number that is never again what it was before runs of the date came or went; 0 without any. */
  changedAt(date: ServiceDate): number {
    return this.#days.get(date)?.changedAt ?? 0;
  }

  dates(): ServiceDate[] {
    return [...this.#days.keys()].sort();
  }

  add(run: Run): void {
    this.#runs.set(run.runId, run);
    const day = this.#days.get(run.date) ?? { runs: [], changedAt: 0 };
    day.runs.push(run);
    day.changedAt = this.#changes += 1;
    this.#days.set(run.date, day);
    if (!this.#plans.has(run.plan)) this.#addPlan(run.plan);
  }

  clear(): void {
    this.#runs.clear();
    this.#days.clear();
    this.#forgetPlans();
  }

  /** Forgets the runs of earlier dates and the plans that only they had; false when there were none. */
  dropBefore(oldest: ServiceDate): boolean {
    const gone = this.dates().filter((date) => date < oldest);
    for (const date of gone) {
      for (const run of this.on(date)) this.#runs.delete(run.runId);
      this.#days.delete(date);
    }
    if (gone.length === 0) return false;
    this.#forgetPlans();
    for (const run of this.#runs.values()) if (!this.#plans.has(run.plan)) this.#addPlan(run.plan);
    return true;
  }

  /** The plans that go from one of these stations to one of those, each with its shortest ride. */
  ridesBetween(from: readonly string[], to: readonly string[]): readonly PlanRide[] {
    const pair = `${from.join()}>${to.join()}`;
    const known = this.#ridesOfPair.get(pair);
    if (known !== undefined) return known;
    const plans = new Set(from.flatMap((telecode) => [...(this.#plansAt.get(telecode) ?? [])]));
    const rides = [...plans].flatMap((plan) => shortestRide(plan, from, to) ?? []);
    this.#ridesOfPair.set(pair, rides);
    return rides;
  }

  /** The run of that plan on that date; a train whose plan changed runs by another plan on other dates. */
  runOf(plan: TrainPlan, date: ServiceDate): Run | undefined {
    const run = this.#runs.get(runIdOf(plan.trainId, date));
    return run?.plan === plan ? run : undefined;
  }

  /** The runs of the date that call at one of these stations. */
  calling(telecodes: readonly string[], date: ServiceDate): Run[] {
    const plans = new Set(telecodes.flatMap((code) => [...(this.#plansAt.get(code) ?? [])]));
    return [...plans].flatMap((plan) => this.runOf(plan, date) ?? []);
  }

  #addPlan(plan: TrainPlan): void {
    this.#plans.add(plan);
    for (const { telecode } of plan.stops) {
      const plans = this.#plansAt.get(telecode);
      if (plans === undefined) this.#plansAt.set(telecode, new Set([plan]));
      else plans.add(plan);
    }
    this.#ridesOfPair.clear();
  }

  #forgetPlans(): void {
    this.#plans.clear();
    this.#plansAt.clear();
    this.#ridesOfPair.clear();
  }
}

function shortestRide(
  plan: TrainPlan,
  from: readonly string[],
  to: readonly string[],
): PlanRide | undefined {
  const [shortest] = from
    .flatMap((a) => to.flatMap((b) => intervalsBetween(plan, a, b)))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  return shortest === undefined ? undefined : { plan, ...shortest };
}
