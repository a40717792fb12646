import { AsyncLocalStorage } from 'node:async_hooks';

interface AnswerSettings {
  status: number | null;
  retryAfterSeconds: number | null;
}

// The server and the bundled pages are two copies of this module; they meet on globalThis.
const place = Symbol.for('interlock.answer');
type Holder = { [place]?: AsyncLocalStorage<AnswerSettings> };

function settingsOfRequests(): AsyncLocalStorage<AnswerSettings> {
  const holder = globalThis as Holder;
  holder[place] ??= new AsyncLocalStorage<AnswerSettings>();
  return holder[place];
}

/** Runs one request so that the page rendered in it can name its HTTP status. */
export function withAnswer(handle: (settings: AnswerSettings) => void): void {
  const settings: AnswerSettings = { status: null, retryAfterSeconds: null };
  settingsOfRequests().run(settings, () => handle(settings));
}

/** Called while a page renders: the page goes out with this status instead of 200. */
export function answerWith(status: number, retryAfterSeconds?: number): void {
  const settings = settingsOfRequests().getStore();
  if (!settings) return;
  settings.status = status;
  settings.retryAfterSeconds = retryAfterSeconds ?? null;
}
