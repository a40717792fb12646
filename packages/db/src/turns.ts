import type pg from 'pg';

/** As in take_turn. */
const turnLock = 7_270_736_903;

/**
 * Allocators that know of each other decide and commit one after the other: of two that decide at once on the same masks
 * one has worked for nothing. Only a courtesy, the database compares versions anyway.
 */
export interface Turns {
  /** Waits for the others, but not long; tells them of us when they seem not to know. What they changed before has been told by then, on the same connection. */
  take(who: { writer: string | null; wasRefused: boolean }): Promise<void>;
  /** Lets the next one go on; nothing when it is not our turn. */
  end(): void;
}

export function createTurns(pool: pg.Pool): Turns {
  let isMine = false;
  return {
    async take({ writer, wasRefused }) {
      const { rows } = await pool.query<{ mine: boolean }>({
        name: 'take_turn',
        text: 'SELECT take_turn($1::text, $2::boolean) AS mine',
        values: [writer, wasRefused],
      });
      isMine = rows[0]?.mine === true;
    },
    end() {
      if (!isMine) return;
      isMine = false;
      // Whoever loses the connection loses the lock with it.
      pool
        .query({ name: 'end_turn', text: `SELECT pg_advisory_unlock(${turnLock})` })
        .catch(() => undefined);
    },
  };
}
