/**
 * What may happen next. `system`: our own machines and the clock, which always go on;
 * `customer`: a person may or may not do it; `fault`: something breaks.
 */
export interface Step<State> {
  readonly label: string;
  readonly kind: 'system' | 'customer' | 'fault';
  readonly next: State;
}

export interface Model<State> {
  readonly initial: State;
  /** Equal keys mean the same state; a symmetric model gives its mirror images one key. */
  keyOf(state: State): string;
  stepsFrom(state: State): Step<State>[];
}

/** Says what is wrong with a state, or null. */
export interface Property<State> {
  readonly name: string;
  broken(state: State): string | null;
}

export interface Question<State> {
  /** Demanded of every reachable state. */
  readonly always: readonly Property<State>[];
  /** Demanded of every state in which the system itself has nothing left to do. */
  readonly inTheEnd: readonly Property<State>[];
  /** Whether the system alone must be able to come to rest from every reachable state. */
  readonly mustComeToRest: 'asked' | 'not-asked';
  readonly statesMax: number;
}

export interface Finding {
  readonly property: string;
  readonly why: string;
  readonly trace: readonly string[];
}

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  readonly restingStates: number;
  readonly finding: Finding | null;
}

export const comesToRest = 'it-comes-to-rest';

/**
 * Visits every state breadth first, so that the first finding has a shortest trace.
 * Throws when there are more than `statesMax` states: a run cut short would prove nothing.
 */
export function explore<State>(model: Model<State>, question: Question<State>): Exploration {
  return new Search(model, question).run();
}

class Search<State> {
  private readonly model: Model<State>;
  private readonly question: Question<State>;
  private readonly numbers = new Map<string, number>();
  private readonly parents = new Numbers();
  private readonly choices = new Numbers();
  private readonly resting = new Numbers();
  private readonly edgesFrom = new Numbers();
  private readonly edgesTo = new Numbers();
  private steps = 0;
  private finding: Finding | null = null;

  constructor(model: Model<State>, question: Question<State>) {
    this.model = model;
    this.question = question;
  }

  run(): Exploration {
    this.numbers.set(this.model.keyOf(this.model.initial), 0);
    this.parents.push(0);
    this.choices.push(0);
    let level: State[] = [this.model.initial];
    let first = 0;
    this.judge(this.model.initial, 0);
    while (level.length > 0 && this.finding === null) {
      const next: State[] = [];
      for (const [at, state] of level.entries()) {
        this.expand(state, first + at, next);
        if (this.finding !== null) break;
      }
      first += level.length;
      level = next;
    }
    if (this.finding === null && this.question.mustComeToRest === 'asked') this.judgeRest();
    return {
      states: this.numbers.size,
      steps: this.steps,
      restingStates: this.resting.length,
      finding: this.finding,
    };
  }

  private expand(state: State, number: number, next: State[]): void {
    let isResting = true;
    for (const [choice, step] of this.model.stepsFrom(state).entries()) {
      const key = this.model.keyOf(step.next);
      const known = this.numbers.get(key);
      if (known === number) continue;
      this.steps += 1;
      const target = known ?? this.numbers.size;
      if (step.kind === 'system') {
        isResting = false;
        this.edgesFrom.push(number);
        this.edgesTo.push(target);
      }
      if (known !== undefined) continue;
      if (target >= this.question.statesMax) throw new Error(`More than ${target} states`);
      this.numbers.set(key, target);
      this.parents.push(number);
      this.choices.push(choice);
      next.push(step.next);
      this.judge(step.next, target);
      if (this.finding !== null) return;
    }
    if (!isResting) return;
    this.resting.push(number);
    this.judgeBy(this.question.inTheEnd, state, number);
  }

  private judge(state: State, number: number): void {
    this.judgeBy(this.question.always, state, number);
  }

  private judgeBy(properties: readonly Property<State>[], state: State, number: number): void {
    for (const property of properties) {
      const why = property.broken(state);
      if (why === null) continue;
      this.finding = { property: property.name, why, trace: this.traceTo(number) };
      return;
    }
  }

  /** Walks the system's own steps backwards from the resting states; a state not reached turns for ever. */
  private judgeRest(): void {
    const states = this.numbers.size;
    const starts = new Uint32Array(states + 1);
    for (let edge = 0; edge < this.edgesTo.length; edge += 1)
      starts[this.edgesTo.at(edge) + 1]! += 1;
    for (let state = 0; state < states; state += 1) starts[state + 1]! += starts[state]!;
    const fill = starts.slice();
    const sources = new Uint32Array(this.edgesTo.length);
    for (let edge = 0; edge < this.edgesTo.length; edge += 1) {
      const target = this.edgesTo.at(edge);
      sources[fill[target]!] = this.edgesFrom.at(edge);
      fill[target]! += 1;
    }
    const canRest = new Uint8Array(states);
    const stack: number[] = [];
    for (let at = 0; at < this.resting.length; at += 1) stack.push(this.resting.at(at));
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      if (canRest[state] === 1) continue;
      canRest[state] = 1;
      for (let edge = starts[state]!; edge < starts[state + 1]!; edge += 1)
        stack.push(sources[edge]!);
    }
    const turning = canRest.indexOf(0);
    if (turning < 0) return;
    const why = 'from here the system goes round in circles and never comes to rest';
    this.finding = { property: comesToRest, why, trace: this.traceTo(turning) };
  }

  /** The labels of the steps that first led to a state, found by walking the choices again. */
  private traceTo(number: number): string[] {
    const choices: number[] = [];
    for (let at = number; at !== 0; at = this.parents.at(at)) choices.push(this.choices.at(at));
    const labels: string[] = [];
    let state = this.model.initial;
    for (const choice of choices.toReversed()) {
      const step = this.model.stepsFrom(state)[choice];
      if (step === undefined) throw new Error('The model answers differently when asked again');
      labels.push(step.label);
      state = step.next;
    }
    return labels;
  }
}

/** A growing list of whole numbers, four bytes each. */
class Numbers {
  length = 0;
  private values = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }
}

/** One line per step, for people. */
export function printed(finding: Finding): string {
  const steps = finding.trace.map((label, at) => `  ${String(at + 1).padStart(2)}. ${label}`);
  return [`${finding.property}: ${finding.why}`, ...steps].join('\n');
}
