import type { BenchResult, Judged, Table } from '../frame/bench.ts';
import { median, medianRatio, quantile } from '../frame/rounds.ts';
import { seatsPerSecond, type RatesFound, type Wave } from './answer-rate.ts';
import type { CountsFound } from './exact-counts.ts';
import type { NationalFound } from './national.ts';
import type { StatementsFound } from './statements.ts';

export interface SearchFound {
  readonly rates: RatesFound;
  /** From a commit to the visible count, ms. */
  readonly lags: readonly number[];
  readonly statements: CountedStatements;
  readonly counts: CountsFound;
  readonly national: NationalFound;
}

export interface CountedStatements {
  readonly searches: number;
  readonly whileSearching: StatementsFound;
  /** Of a question that is known to ask each database once. */
  readonly ofKnownQuery: StatementsFound;
}

/** The tables, the judgements and the chart of one run. */
export function resultOf(found: SearchFound): BenchResult {
  const { rates, lags, statements, counts, national } = found;
  return {
    tables: [ratesTable(rates, lags), nationalTable(national)],
    judged: [
      ...judgeRates(rates, lags),
      ...judgeStatements(statements),
      ...judgeCounts(counts),
      ...judgeNational(national),
    ],
    charts: [
      {
        title:
          'Searches while 500 seats/s are sold, against a server that only sends the same bytes',
        shape: 'bars',
        unit: 'searches/s',
        places: ['interlock', 'bare node:http'],
        series: [
          {
            name: 'searches/s',
            values: (['interlock', 'bare'] as const).map((server) =>
              median(rates.waves[server].map(perSecond)),
            ),
          },
        ],
      },
    ],
  };
}

function judgeRates({ waves, sales }: RatesFound, lags: readonly number[]): Judged[] {
  const { interlock, bare } = waves;
  const rate = medianRatio(interlock.map(perSecond), bare.map(perSecond));
  const what = 'searches/s ÷ a bare node:http server sending the same bytes';
  return [
    { kind: 'bar', what, value: rate, limit: { atLeast: 0.5 } },
    { kind: 'aim', what, value: rate, limit: { atLeast: 0.7 } },
    {
      kind: 'aim',
      what: 'p99 of searches ÷ p99 of the bare server',
      value: medianRatio(interlock.map(p99), bare.map(p99)),
      limit: { atMost: 5 },
    },
    {
      kind: 'bar',
      what: 'seats sold per second meanwhile ÷ 500',
      value: sales.seatsPerSecond / seatsPerSecond,
      limit: { atLeast: 0.9 },
    },
    {
      kind: 'aim',
      what: 'ms from a commit to the visible count, p99',
      value: quantile(lags, 0.99),
      limit: { atMost: 250 },
    },
  ];
}

function judgeStatements({ searches, whileSearching, ofKnownQuery }: CountedStatements): Judged[] {
  const first = whileSearching.others[0];
  return [
    {
      kind: 'check',
      what: 'SQL statements per search, by the servers',
      value: whileSearching.others.length / searches,
      limit: { atMost: 0 },
      ...(first === undefined ? {} : { note: first.slice(0, 120) }),
    },
    {
      kind: 'check',
      what: 'SQL statements that the same count sees of a question to all three databases',
      value: ofKnownQuery.others.length,
      limit: { atLeast: 3 },
    },
  ];
}

function judgeCounts({ runs, compared, different }: CountsFound): Judged[] {
  const first = different[0];
  return [
    {
      kind: 'check',
      what: `counts that differ from SQL, of ${compared} on ${runs} runs`,
      value: different.length,
      limit: { atMost: 0 },
      ...(first === undefined ? {} : { note: first }),
    },
    { kind: 'check', what: 'counts compared', value: compared, limit: { atLeast: 1 } },
  ];
}

function judgeNational(national: NationalFound): Judged[] {
  const { start, rates, publishing } = national;
  return [
    {
      kind: 'bar',
      what: `MB resident at most with ${national.runs} runs`,
      value: national.peakMb,
      limit: { atMost: 1000 },
    },
    {
      kind: 'bar',
      what: 'start ÷ a plain read of the same rows',
      value: medianRatio(start.interlock, start.plain),
      limit: { atMost: 2 },
    },
    {
      kind: 'bar',
      what: 'searches/s with the national railway ÷ with the demo railway',
      value: medianRatio(rates.national, rates.demo),
      limit: { atLeast: 0.8 },
    },
    {
      kind: 'bar',
      what: `seat rows/s of publishing ${publishing.runs} runs while holds go on ÷ COPY of the same rows`,
      value: medianRatio(publishing.interlock, publishing.copy),
      limit: { atLeast: 0.3 },
    },
    {
      kind: 'bar',
      what: 'p99 of holds meanwhile ÷ quiet',
      value: medianRatio(publishing.holdsMeanwhile, publishing.quietHolds),
      limit: { atMost: 2 },
    },
  ];
}

function nationalTable({ runs, wholeDay, start, peakMb, rates, publishing }: NationalFound): Table {
  return {
    title: `a railway of ${runs} runs`,
    columns: ['what', 'measured', 'beside it'],
    rows: [
      ['start of the API, s; plain read, s', median(start.interlock), median(start.plain)],
      ['MB resident at most', peakMb, null],
      ['searches/s; with the demo railway', median(rates.national), median(rates.demo)],
      [
        'seat rows/s published while holds go on; COPY',
        median(publishing.interlock),
        median(publishing.copy),
      ],
      [
        'p99 of holds meanwhile, ms; quiet',
        median(publishing.holdsMeanwhile),
        median(publishing.quietHolds),
      ],
      [`one whole day of ${wholeDay.runs} runs, s; seats`, wholeDay.seconds, wholeDay.seats],
      ['MB resident at most of the publishing process', wholeDay.peakMb, null],
    ],
  };
}

function ratesTable({ waves, sales }: RatesFound, lags: readonly number[]): Table {
  const rows = (['interlock', 'bare'] as const).map((server) => {
    const of = waves[server];
    const bytes = of.map(({ megabytes, answers }) => (megabytes * 1000) / answers);
    const figures = [perSecond, cpuMicroseconds, p50, p99].map((pick) => median(of.map(pick)));
    return [server, ...figures, median(bytes)];
  });
  const ratio = (pick: (wave: Wave) => number) =>
    medianRatio(waves.interlock.map(pick), waves.bare.map(pick));
  return {
    title: `searches while ${sales.seatsPerSecond.toFixed(0)} seats/s are sold; a sale is visible after ${median(lags).toFixed(0)} ms`,
    columns: ['server', 'searches/s', 'CPU µs each', 'p50 ms', 'p99 ms', 'kB each'],
    // What the bare server spends on an answer is the share of ours that no product could save.
    rows: [...rows, ['÷', ...[perSecond, cpuMicroseconds, p50, p99].map(ratio), null]],
  };
}

function perSecond(wave: Wave): number {
  return wave.perSecond;
}

function cpuMicroseconds(wave: Wave): number {
  return wave.cpuMicroseconds;
}

function p50(wave: Wave): number {
  return wave.p50Ms;
}

function p99(wave: Wave): number {
  return wave.p99Ms;
}
