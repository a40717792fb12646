import { expect } from 'vitest';
import { waitFor } from '../smoke/waiting.ts';
import { soonMs, type Site } from './site.ts';

interface CaughtMail {
  readonly text: string;
  readonly subject: string;
}

/** What the mail catcher has taken for this address, in the order it came. */
export async function mailsTo(site: Site, address: string): Promise<readonly CaughtMail[]> {
  const url = new URL(`/messages?to=${encodeURIComponent(address)}`, site.network.mailUrl);
  return ((await (await fetch(url)).json()) as { messages: CaughtMail[] }).messages;
}

/** Waits for the mail with this subject; resolves with its text. */
export async function mailWith(
  site: Site,
  of: { address: string; subject: string },
): Promise<string> {
  const mails = await waitFor({
    what: `the mail "${of.subject}"`,
    withinMs: soonMs,
    ask: () => mailsTo(site, of.address),
    until: (found) => found.some(({ subject }) => subject === of.subject),
  });
  return mails.find(({ subject }) => subject === of.subject)?.text ?? '';
}

/** The digits of the only mail with this subject, which itself holds none. */
export async function codeFromMail(
  site: Site,
  of: { address: string; subject: string },
): Promise<string> {
  expect(of.subject).not.toMatch(/\d/);
  return /\d{6}/.exec(await mailWith(site, of))?.[0] ?? '';
}
