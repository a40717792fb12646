import { connect } from 'node:net';
import { AnswerReader } from './answer-reader.ts';
import type { SoldRun } from './sales-process.ts';
import type { Scene } from './scene.ts';

const lookEveryMs = 5;
const givenUpMs = 5_000;

/**
 * Sells one seat after the other on a run and looks through HTTP how long after the commit the count has gone down; in
 * ms. Other sales of the bench must leave the run alone.
 */
export async function measureLag(
  scene: Scene,
  probe: { run: SoldRun; path: string; times: number },
): Promise<number[]> {
  const reader = new AnswerReader(connect({ port: scene.network.ports.api, host: '127.0.0.1' }));
  const lags: number[] = [];
  try {
    let before = await seatsShown(reader, probe);
    for (let time = 0; time < probe.times; time += 1) {
      scene.stage.signal.throwIfAborted();
      const sold = await scene.sales.ask<{ committedAt: number; answer: string }>(
        'holdOne',
        { run: probe.run },
        20_000,
      );
      if (sold.answer !== 'held') throw new Error(`the probe was answered ${sold.answer}`);
      let shown = await seatsShown(reader, probe);
      for (; shown === before; shown = await seatsShown(reader, probe)) {
        if (Date.now() - sold.committedAt > givenUpMs)
          throw new Error('a sale never became visible');
        await pause(lookEveryMs);
      }
      lags.push(Math.max(0, Date.now() - sold.committedAt));
      before = shown;
      // The next sale falls anywhere between two readings of the feed.
      await pause(Math.random() * 100);
    }
  } finally {
    reader.close();
  }
  return lags;
}

interface Found {
  readonly trains: readonly {
    readonly runId: number;
    readonly classes: readonly { readonly availability: { readonly count?: number } }[];
  }[];
}

async function seatsShown(
  reader: AnswerReader,
  { run, path }: { run: SoldRun; path: string },
): Promise<number> {
  const answer = await reader.ask(
    Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n\r\n`),
  );
  const { trains } = JSON.parse(answer.body.toString()) as Found;
  const train = trains.find(({ runId }) => runId === run.runId);
  if (train === undefined) throw new Error(`${path} does not show run ${run.runId}`);
  return train.classes.reduce((sum, { availability }) => sum + (availability.count ?? 0), 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
