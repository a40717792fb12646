import { randomBytes, randomUUID } from 'node:crypto';
import { addToken, findAccountByEmail } from '@interlock/db/accounts';
import { openCentral } from '@interlock/db/connections';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { Locale } from '@interlock/i18n/locales';
import { formatMessage, type MessageValues } from '@interlock/i18n/message';
import { hashToken } from '@interlock/use-cases/accounts/authenticate-token';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buyerWith, type Buyer } from '../faults/buyer.ts';

export const askMs = 20_000;
const wide = { width: 1280, height: 900 };

export interface VisitorWishes {
  readonly locale?: Locale;
  readonly size?: { width: number; height: number };
  readonly scripts?: 'on' | 'off';
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A person at a browser of their own, reading the site in one language. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly locale: Locale;
  /** What pages wrote to the console as errors: scripts that broke, content that the policy stopped. */
  readonly complaints: readonly string[];
  /** A text of the site in the visitor's language. */
  readonly say: (key: string, values?: MessageValues) => string;
  /** Opens a page by its address without the language; resolves with its HTTP status. */
  open(path: string): Promise<number>;
  signIn(account: Credentials): Promise<void>;
  /** Makes an account on the site; resolves with it. */
  signUp(): Promise<Credentials>;
  /** As signUp, and a program that acts for the same account. */
  signUpWithProgram(): Promise<Credentials & { program: Buyer }>;
}

/** A fresh browser profile at the site. */
export async function openVisitor(
  of: { network: InterlockNetwork; browser: Browser },
  wishes: VisitorWishes,
): Promise<Visitor> {
  const { network, browser } = of;
  const { locale = 'en', size = wide, scripts = 'on' } = wishes;
  const context = await browser.newContext({
    viewport: size,
    javaScriptEnabled: scripts === 'on',
    locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: 'light',
  });
  context.setDefaultTimeout(askMs);
  const complaints: string[] = [];
  context.on('page', (page) => listenTo(page, complaints));
  const page = await context.newPage();
  const say = (key: string, values?: MessageValues): string => formatMessage(locale, key, values);

  async function open(path: string): Promise<number> {
    const response = await page.goto(`${network.siteUrl}/${locale}${path}`);
    return response?.status() ?? 0;
  }

  async function signIn({ email, password }: Credentials): Promise<void> {
    await open('/sign-in');
    await page.getByLabel(say('account.signIn.email')).fill(email);
    await page.getByLabel(say('account.signIn.password')).fill(password);
    await page.getByRole('button', { name: say('account.signIn.submit') }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  }

  async function signUp(): Promise<Credentials> {
    const account = newAccount();
    await open('/sign-up');
    await page.getByLabel(say('account.signUp.name')).fill('Tester');
    await page.getByLabel(say('account.signIn.email')).fill(account.email);
    await page.getByLabel(say('account.signIn.password')).fill(account.password);
    await page.getByRole('button', { name: say('account.signUp.submit') }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'));
    return account;
  }

  return {
    context,
    page,
    locale,
    complaints,
    say,
    open,
    signIn,
    signUp,
    async signUpWithProgram() {
      const account = await signUp();
      const token = await tokenFor(network, account.email);
      return { ...account, program: buyerWith({ apiUrl: network.apiUrl, token }) };
    },
  };
}

/** An address and a password that nobody has yet. */
export function newAccount(): Credentials {
  const name = randomBytes(5).toString('hex');
  return { email: `${name}@example.com`, password: `pass ${randomBytes(9).toString('hex')}` };
}

/** A status other than 200 is an answer, not a complaint of the page. */
function listenTo(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(`${page.url()}: ${message.text()}`);
  });
}

async function tokenFor(network: InterlockNetwork, email: string): Promise<string> {
  const token = `il_${randomUUID()}`;
  const central = openCentral(network.databases.central.app);
  try {
    const account = await central.read((reader) => findAccountByEmail(reader, email));
    if (account === null) throw new Error(`no account of ${email}`);
    await central.transact((tx) =>
      addToken(tx, { tokenHash: hashToken(token), accountId: account.id, label: 'test' }),
    );
    return token;
  } finally {
    await central.close();
  }
}
