import type { CatcherFault } from './catcher-faults.ts';
import type { CaughtMail, CaughtSms } from './inbox.ts';
import { type RunningCatcher, startMailCatcher } from './server.ts';

export type CatcherFixture = {
  catcher: RunningCatcher;
  addFault: (fault: CatcherFault) => Promise<void>;
  mails: (query?: Record<string, string>) => Promise<CaughtMail[]>;
  sms: (query?: Record<string, string>) => Promise<CaughtSms[]>;
  close: () => Promise<void>;
};

export async function startCatcherFixture(): Promise<CatcherFixture> {
  const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  let closed: Promise<void> | null = null;
  async function messages<T>(path: string, query: Record<string, string>): Promise<T[]> {
    const answer = await fetch(`${catcher.url}${path}?${new URLSearchParams(query).toString()}`);
    return ((await answer.json()) as { messages: T[] }).messages;
  }
  return {
    catcher,
    addFault: async (fault) => {
      const answer = await fetch(`${catcher.url}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
    mails: (query = {}) => messages('/messages', query),
    sms: (query = {}) => messages('/sms', query),
    close: () => (closed ??= catcher.close()),
  };
}
