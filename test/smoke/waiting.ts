import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 100;

/** Asks until the answer is right; throws with the last answer when that takes longer than `withinMs`. */
export async function waitFor<Answer>(wait: {
  what: string;
  withinMs: number;
  ask: () => Promise<Answer>;
  until: (answer: Answer) => boolean;
}): Promise<Answer> {
  const end = performance.now() + wait.withinMs;
  for (;;) {
    const answer = await wait.ask();
    if (wait.until(answer)) return answer;
    if (performance.now() > end) {
      throw new Error(
        `${wait.what}: not within ${wait.withinMs} ms; last answer ${JSON.stringify(answer)}`,
      );
    }
    await pause(pollMs);
  }
}
