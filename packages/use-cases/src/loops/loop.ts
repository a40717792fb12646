import type { UseCaseContext } from '../context.ts';

export interface Loop {
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/** Runs `round` again and again, `everyMs` after the last one ended; a failed round is tried again. The first of several failures is reported, and the first round that works again. */
export function startLoop(
  context: Pick<UseCaseContext, 'report'>,
  input: { name: string; everyMs: number; round: () => Promise<void> },
): Loop {
  const state = { stopped: false, failing: false, wake: (): void => undefined };
  const ended = (async () => {
    while (!state.stopped) {
      try {
        await input.round();
        if (state.failing) context.report('a loop works again', { loop: input.name });
        state.failing = false;
      } catch (error) {
        if (!state.failing) context.report('a round of a loop failed', { loop: input.name, error });
        state.failing = true;
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
