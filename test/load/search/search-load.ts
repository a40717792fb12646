import { connect } from 'node:net';
import { quantile } from '../frame/rounds.ts';
import { AnswerReader } from './answer-reader.ts';
import { serve } from './forked.ts';

export interface SearchWave {
  readonly port: number;
  /** Paths with query. */
  readonly paths: readonly string[];
  /** Which path each next request asks, over and over; drawn with the skew of the wave. */
  readonly order: readonly number[];
  readonly connections: number;
  readonly seconds: number;
}

export interface SearchWaveFound {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly megabytes: number;
  /** Answers other than 200. */
  readonly refused: number;
}

/** Closed loop: every connection asks again as soon as it has its answer. */
async function search(wave: SearchWave): Promise<SearchWaveFound> {
  const requests = wave.paths.map((path) =>
    Buffer.from(
      `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${wave.port}\r\naccept: application/json\r\n\r\n`,
    ),
  );
  const tookMs: number[] = [];
  const state = { next: 0, bytes: 0, refused: 0 };
  const began = performance.now();
  const until = began + wave.seconds * 1000;

  async function ask(): Promise<void> {
    const reader = new AnswerReader(connect({ port: wave.port, host: '127.0.0.1' }));
    for (let asked = performance.now(); asked < until;) {
      const request = requests[wave.order[state.next % wave.order.length] ?? 0];
      state.next += 1;
      if (request === undefined) throw new Error('the order names a path that is not there');
      const answer = await reader.ask(request);
      const now = performance.now();
      tookMs.push(now - asked);
      asked = now;
      state.bytes += answer.bytes;
      if (answer.status !== 200) state.refused += 1;
    }
    reader.close();
  }

  await Promise.all(Array.from({ length: wave.connections }, ask));
  const seconds = (performance.now() - began) / 1000;
  return {
    answers: tookMs.length,
    perSecond: tookMs.length / seconds,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
    megabytes: state.bytes / 1e6,
    refused: state.refused,
  };
}

serve({ search });
