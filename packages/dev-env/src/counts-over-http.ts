import type { SeatClass } from '@interlock/domain/classes';
import type { CountedRun, CountsSource, SeatCount } from '@interlock/use-cases/verify/counts';

interface Answer {
  readonly trains: readonly {
    readonly runId: number;
    readonly from: { readonly position: number };
    readonly to: { readonly position: number };
    readonly classes: readonly {
      readonly seatClass: SeatClass;
      readonly availability: { readonly state: string; readonly count?: number };
    }[];
  }[];
}

const answerWithinMs = 5_000;

/** The counts as programs get them from GET /availability: of the whole way and of its first segment. */
export function countsOverHttp(apiUrl: string): CountsSource {
  return {
    async countsOf(run) {
      const ends = [run.plan.stops[1], run.plan.stops.at(-1)].filter((stop) => stop !== undefined);
      const lists = await Promise.all(ends.map((stop) => search(apiUrl, run, stop.telecode)));
      const known = lists.filter((list) => list !== null);
      return known.length === 0 ? null : known.flat();
    },
  };
}

/** Null when the API is away, refuses the question, or does not show this run: nothing is known then. */
async function search(apiUrl: string, run: CountedRun, to: string): Promise<SeatCount[] | null> {
  const from = run.plan.stops[0]?.telecode ?? '';
  const query = new URLSearchParams({ from, to, date: run.date });
  try {
    const answer = await fetch(`${apiUrl}/availability?${query}`, {
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!answer.ok) return null;
    const { trains } = (await answer.json()) as Answer;
    const train = trains.find(
      ({ runId, from: stop }) => runId === run.runId && stop.position === 0,
    );
    return train === undefined ? null : countsOfTrain(train);
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

function countsOfTrain(train: Answer['trains'][number]): SeatCount[] {
  return train.classes.flatMap(({ seatClass, availability }) => {
    const count = availability.state === 'none' ? 0 : availability.count;
    if (count === undefined) return [];
    const ride = { from: train.from.position, to: train.to.position };
    return [{ seatClass, ...ride, count, precision: 'exact' as const }];
  });
}
