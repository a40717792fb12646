const insistingAfterMs = 1500;

/** Resolves when somebody asks to stop: by a signal, or by ending the npm that started this. */
export function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = Infinity;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // One Ctrl-C arrives several times at once, from the terminal and from npm. Whoever asks
        // again later is obeyed at once: the keeper then ends the children.
        if (performance.now() - firstAt > insistingAfterMs) process.exit(1);
        firstAt = Math.min(firstAt, performance.now());
        resolve();
      });
    }
    if (process.env['npm_lifecycle_event'] !== undefined) void parentGone().then(resolve);
  });
}

/** npm passes no signal on when it is killed itself: only its absence tells. */
function parentGone(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, 500);
    watch.unref();
  });
}
