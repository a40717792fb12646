import type pg from 'pg';

/**
 * The one session of a seat allocator with its shard, opened at first use and anew after it was lost. What is asked goes
 * out at once, without waiting for answers, and is carried out in the order of asking, each by itself.
 */
export interface BatchConnection {
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
  watch(watcher: ConnectionWatcher): void;
  /** Waits for what is under way; what is asked later fails. */
  close(): Promise<void>;
}

export interface ConnectionWatcher {
  /** The session has begun or ended: what was heard on the one before has nothing to do with the next. */
  onOtherSession(): void;
  onNotification(payload: string): void;
}

/** `connect` makes a session that may be asked several things at a time. */
export function openBatchConnection(connect: () => Promise<pg.Client>): BatchConnection {
  const watchers = new Set<ConnectionWatcher>();
  let live: pg.Client | null = null;
  let opening: Promise<pg.Client> | null = null;
  let isClosed = false;

  async function open(): Promise<pg.Client> {
    const client = await connect();
    function lost(): void {
      if (live !== client) return;
      live = null;
      for (const watcher of watchers) watcher.onOtherSession();
    }
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) for (const watcher of watchers) watcher.onNotification(payload);
    });
    live = client;
    for (const watcher of watchers) watcher.onOtherSession();
    return client;
  }

  return {
    async query(query) {
      if (isClosed) throw new Error('Connection terminated by its owner');
      if (live !== null) return live.query(query);
      opening ??= open().finally(() => {
        opening = null;
      });
      return (await opening).query(query);
    },
    watch(watcher) {
      watchers.add(watcher);
    },
    async close() {
      isClosed = true;
      const client = live ?? (await opening?.catch(() => null));
      await client?.end();
    },
  };
}
