import type { UseCaseContext } from '../context.ts';

export interface Loop {
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/** Runs `round` again and again, `everyMs` after the last one ended; a failed round is reported and tried again. */
export function startLoop(
  context: Pick<UseCaseContext, 'report'>,
  input: { name: string; everyMs: number; round: () => Promise<void> },
): Loop {
  const state: { stopped: boolean; wake: () => void } = { stopped: false, wake: () => undefined };
  const ended = (async () => {
    while (!state.stopped) {
      try {
        await input.round();
      } catch (error) {
        context.report('a round of a loop failed', { loop: input.name, error });
      }
      if (!state.stopped) await pause(input.everyMs, state);
    }
  })();
  return {
    async stop() {
      state.stopped = true;
      state.wake();
      await ended;
    },
  };
}

function pause(ms: number, state: { wake: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
