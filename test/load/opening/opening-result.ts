import type { BenchResult, Judged } from '../frame/bench.ts';
import { medianRatio } from '../frame/rounds.ts';
import type { OpeningExtent } from './opening-extent.ts';
import { acceptedP99, type Round } from './opening-round.ts';

/** Tables, bars, checks and chart of the rush. */
export function openingResult(
  { timesCapacity }: OpeningExtent,
  rounds: readonly Round[],
): BenchResult {
  return {
    tables: [
      {
        title: `Arrivals at ${timesCapacity} × the quiet speed on one train`,
        columns: [
          'round',
          'quiet holds/s',
          'offered/s',
          'rush holds/s',
          'train lasted s',
          'quiet searches/s',
          'rush searches/s',
          'accepted p99 ms',
          'API MB before',
          'API MB most',
        ],
        rows: rounds.map(({ quiet, rush }, at) => [
          at + 1,
          quiet.perSecond,
          rush.offeredPerSecond,
          rush.perSecond,
          rush.lastedMs / 1000,
          quiet.searchesPerSecond,
          rush.searchesPerSecond,
          acceptedP99(rounds.slice(at, at + 1)),
          rush.memory.beforeMb,
          rush.memory.mostMb,
        ]),
      },
      {
        title: 'Answers of the rush',
        columns: ['answer', 'how often'],
        rows: Object.entries(answersOf(rounds)).toSorted(([, a], [, b]) => b - a),
      },
      {
        title: 'CPU seconds of the rush, by process',
        columns: ['process', 'seconds'],
        rows: Object.entries(rounds.at(-1)?.rush.cpu ?? {}).map(([name, ms]) => [name, ms / 1000]),
      },
    ],
    judged: [...ratiosOf(rounds), ...faultsOf(rounds)],
    charts: [
      {
        title: 'Holds per second, quiet and in the rush',
        shape: 'bars',
        unit: 'holds/s',
        places: rounds.map((_, at) => `round ${at + 1}`),
        series: [
          { name: 'quiet', values: rounds.map(({ quiet }) => quiet.perSecond) },
          { name: 'rush', values: rounds.map(({ rush }) => rush.perSecond) },
        ],
      },
    ],
  };
}

function ratiosOf(rounds: readonly Round[]): Judged[] {
  const ratio = (pick: (part: { perSecond: number; searchesPerSecond: number }) => number) =>
    medianRatio(
      rounds.map(({ rush }) => pick(rush)),
      rounds.map(({ quiet }) => pick(quiet)),
    );
  const memory = Math.max(...rounds.map(({ rush }) => rush.memory.mostMb / rush.memory.beforeMb));
  return [
    {
      kind: 'bar',
      what: 'holds/s until the last seat ÷ holds/s of the quiet closed loop',
      value: ratio(({ perSecond }) => perSecond),
      limit: { atLeast: 0.8 },
    },
    {
      kind: 'bar',
      what: 'searches answered within a second ÷ quiet',
      value: ratio(({ searchesPerSecond }) => searchesPerSecond),
      limit: { atLeast: 0.5 },
    },
    {
      kind: 'aim',
      what: 'p99 of accepted holds, ms',
      value: acceptedP99(rounds),
      limit: { atMost: 8000 },
    },
    {
      kind: 'bar',
      what: 'most memory of the API in the rush ÷ before it',
      value: memory,
      limit: { atMost: 2 },
    },
  ];
}

/** What must not happen at all, counted. */
function faultsOf(rounds: readonly Round[]): (Judged & { value: number })[] {
  const sum = (pick: (rush: Round['rush']) => number): number =>
    rounds.reduce((all, { rush }) => all + pick(rush), 0);
  const never = { kind: 'check', limit: { atMost: 0 } } as const;
  return [
    {
      ...never,
      what: 'answers other than held, refused, 429 and 503 with code and Retry-After',
      value: sum(({ answer }) => Object.values(answer.odd).reduce((all, n) => all + n, 0)),
      note: JSON.stringify(rounds.map(({ rush }) => rush.answer.odd)),
    },
    {
      ...never,
      what: 'requests left without an answer',
      value: sum(({ answer }) => answer.unanswered),
    },
    { ...never, what: 'seats sold twice', value: sum(({ record }) => record.soldTwice) },
    {
      ...never,
      what: 'holds that were told and are not there',
      value: sum(({ record }) => record.lost),
    },
    {
      ...never,
      what: '"sold out" told while two seats were free',
      value: sum(({ record }) => record.toldWrongly),
      note: `${sum(({ answer }) => answer.soldOut.length)} such answers`,
    },
  ];
}

function answersOf(rounds: readonly Round[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { rush } of rounds)
    for (const [name, count] of Object.entries(rush.answer.answers))
      all[name] = (all[name] ?? 0) + count;
  return all;
}
