import type { BatchConnection } from './batch-connection.ts';

/** As in take_turn. */
const turnLock = 7_270_736_903;
/** A turn is worth many batches: passing it on costs about as much as one. */
const turnMs = 20;
/** It ends at once when nothing more comes. */
const idleMs = 1;

/**
 * Allocators that know of each other decide and commit one after the other: of two that decide at once on the same masks
 * one has worked for nothing. Only a courtesy, the database compares versions anyway.
 */
export interface Turns {
  /**
   * Waits for the others, but not long; tells them of us when they seem not to know. What they changed before has been
   * told by then, on the same connection. Nothing to wait for while our turn lasts.
   */
  take(who: { writer: string | null; wasRefused: boolean }): Promise<void>;
  /** A batch has ended. Lets the next one go on when our turn is over, or in a moment, unless more comes. */
  end(): void;
}

export function createTurns(connection: BatchConnection): Turns {
  let isMine = false;
  let until = 0;
  let idle: NodeJS.Timeout | null = null;

  function stay(): void {
    if (idle !== null) clearTimeout(idle);
    idle = null;
  }

  function passOn(): void {
    stay();
    isMine = false;
    // Whoever loses the connection loses the lock with it.
    connection
      .query({ name: 'end_turn', text: `SELECT pg_advisory_unlock(${turnLock})` })
      .catch(() => undefined);
  }

  return {
    async take({ writer, wasRefused }) {
      stay();
      if (isMine && !wasRefused) return;
      if (isMine) passOn();
      const { rows } = await connection.query<{ mine: boolean }>({
        name: 'take_turn',
        text: 'SELECT take_turn($1::text, $2::boolean) AS mine',
        values: [writer, wasRefused],
      });
      isMine = rows[0]?.mine === true;
      until = performance.now() + turnMs;
    },
    end() {
      if (!isMine) return;
      if (performance.now() >= until) passOn();
      else idle ??= setTimeout(passOn, idleMs);
    },
  };
}
