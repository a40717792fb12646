import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '@interlock/dev-env/ports';
import { startBenchNetwork, type BenchNetwork } from './bench-network.ts';
import type { Bench, Extent } from './bench.ts';
import { othersText, watchOthers } from './machine.ts';
import type { Report } from './report.ts';

export interface BenchesWanted {
  readonly chosen: readonly Bench[];
  readonly extent: Extent;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly scratch: string;
  progress(line: string): void;
}

/** Runs the benches one after the other; a quick run has one network for all of them, a full one each its own. */
export async function* runBenches(wanted: BenchesWanted): AsyncIterable<Report> {
  // Those that leave rows which no whole platform has come after those that every invariant is asked of.
  const inOrder = wanted.chosen.toSorted((a, b) => restriction(a) - restriction(b));
  const groups = wanted.extent === 'quick' ? [inOrder] : inOrder.map((bench) => [bench]);
  for (const group of groups) yield* runGroup(wanted, group);
}

function restriction({ needs }: Bench): number {
  return needs?.invariants === undefined ? 0 : 1;
}

async function* runGroup(wanted: BenchesWanted, group: readonly Bench[]): AsyncIterable<Report> {
  const needs = group.flatMap((bench) => (bench.needs === undefined ? [] : [bench.needs]));
  let running: BenchNetwork | null = null;
  try {
    if (needs.length > 0) {
      wanted.progress('starting the servers');
      running = await startBenchNetwork(needs, wanted);
    }
    for (const bench of group) yield await runOne(wanted, { bench, running });
  } finally {
    await running?.stop();
  }
}

async function runOne(
  wanted: BenchesWanted,
  { bench, running }: { bench: Bench; running: BenchNetwork | null },
): Promise<Report> {
  const { extent, signal } = wanted;
  const scratch = join(wanted.scratch, bench.name);
  mkdirSync(scratch, { recursive: true });
  const began = performance.now();
  const others = watchOthers();
  const result = await bench.run({
    extent,
    signal,
    scratch,
    network() {
      if (running === null) throw new Error(`${bench.name} has declared no needs`);
      return running.network;
    },
    progress: (line) => wanted.progress(`${bench.name.padEnd(10)}${line}`),
  });
  signal.throwIfAborted();
  const seconds = (performance.now() - began) / 1000;
  const othersBusy = othersText(others());
  const asked = bench.needs?.invariants;
  const isAsked = bench.needs !== undefined && asked?.length !== 0;
  if (isAsked) wanted.progress(`${bench.name.padEnd(10)}verify`);
  const findings = isAsked && running !== null ? await running.verify(asked) : null;
  return { ...result, bench: bench.name, extent, seconds, others: othersBusy, findings };
}
