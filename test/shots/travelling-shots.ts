import { busyPage } from '../../apps/web/src/busy-page.ts';
import { expectHeading, expectTickets, lookUp } from '../browser/purchase.ts';
import { soonMs } from '../browser/site.ts';
import { giveVirtualKey } from '../browser/virtual-key.ts';
import { newAccount, type Visitor } from '../browser/visitor.ts';
import { waitFor } from '../smoke/waiting.ts';
import type { Shot } from './shot.ts';
import type { Stage } from './stage.ts';

const ticketed = async (stage: Stage): Promise<string> =>
  `/bookings/${await stage.booking('ticketed')}`;

async function check({ page, say }: Visitor, text: string): Promise<void> {
  await page.getByLabel(say('gate.paste.label')).fill(text);
  await page.getByRole('button', { name: say('gate.paste.submit'), exact: true }).click();
}

/** The text of the first ticket's code. */
async function codeOf(stage: Stage): Promise<string> {
  const { program } = await stage.person('owner');
  const { passengers } = await program.read(await stage.booking('ticketed'));
  return passengers[0]?.qr ?? '';
}

/** Waits until a copy of the page is kept and handed out. */
async function untilKept({ page }: Visitor): Promise<void> {
  const kept = `caches.match(location.href, { ignoreVary: true }).then((found) => Boolean(found && navigator.serviceWorker.controller))`;
  await waitFor({
    what: 'a copy of the ticket',
    withinMs: soonMs,
    ask: () => page.evaluate<boolean>(kept),
    until: (isKept) => isKept,
  });
}

/** Tickets and trips. */
const tripShots: readonly Shot[] = [
  { name: 'ticket', page: 'ticket', forms: 'all', as: 'owner', at: ticketed },
  {
    name: 'ticket-one',
    page: 'ticket',
    forms: 'both',
    as: 'owner',
    at: async (stage) => `${await ticketed(stage)}/tickets/2`,
  },
  {
    name: 'ticket-story',
    page: 'ticket',
    forms: 'both',
    as: 'owner',
    at: ticketed,
    act: ({ page, say }) => page.getByText(say('booking.story.title')).click(),
  },
  {
    name: 'ticket-offline',
    page: 'ticket',
    forms: 'both',
    as: 'owner',
    at: ticketed,
    async act(visitor) {
      await untilKept(visitor);
      await visitor.context.setOffline(true);
      await visitor.page.reload();
      await expectTickets(visitor, 2);
    },
  },
  {
    name: 'ticket-printed',
    page: 'ticket',
    forms: 'both',
    as: 'owner',
    at: ticketed,
    act: ({ page }) => page.emulateMedia({ media: 'print' }),
  },
  {
    name: 'trips',
    page: 'trips',
    forms: 'all',
    as: 'owner',
    async at(stage) {
      await stage.booking('ticketed');
      return '/trips?tab=coming';
    },
  },
  {
    name: 'trips-to-pay',
    page: 'trips',
    forms: 'both',
    as: 'holder',
    async at(stage) {
      await stage.booking('held');
      return '/trips?tab=to-pay';
    },
  },
  {
    name: 'trips-past',
    page: 'trips',
    forms: 'both',
    as: 'leaver',
    async at(stage) {
      await stage.booking('cancelled');
      return '/trips?tab=past';
    },
  },
  { name: 'trips-empty', page: 'trips', forms: 'both', as: 'newcomer', at: () => '/trips' },
];

/** Signing in and one's account. */
const accountShots: readonly Shot[] = [
  { name: 'sign-in', page: 'sign-in', forms: 'all', as: 'nobody', at: () => '/sign-in' },
  {
    name: 'sign-in-wrong',
    page: 'sign-in',
    forms: 'both',
    as: 'nobody',
    at: () => '/sign-in',
    async act({ page, say }) {
      const { email, password } = newAccount();
      await page.getByLabel(say('account.signIn.email')).fill(email);
      await page.getByLabel(say('account.signIn.password')).fill(password);
      await page.getByRole('button', { name: say('account.signIn.submit') }).click();
      await page.getByText(say('account.signIn.wrong')).first().waitFor();
    },
  },
  { name: 'sign-up', page: 'sign-in', forms: 'both', as: 'nobody', at: () => '/sign-up' },
  {
    name: 'sign-up-wrong',
    page: 'sign-in',
    forms: 'both',
    as: 'nobody',
    at: () => '/sign-up',
    async act({ page, say }) {
      await page.getByLabel(say('account.signIn.email')).fill('jane');
      await page.getByRole('button', { name: say('account.signUp.submit') }).click();
      await page.getByText(say('account.signUp.emailBad')).first().waitFor();
    },
  },
  { name: 'sign-in-code', page: 'sign-in', forms: 'both', as: 'nobody', at: () => '/sign-in/code' },
  {
    name: 'sign-in-code-sent',
    page: 'sign-in',
    forms: 'both',
    as: 'nobody',
    at: () => '/sign-in/code',
    async act({ page, say }) {
      await page.getByLabel(say('account.signIn.email')).fill(newAccount().email);
      await page.getByRole('button', { name: say('account.code.send') }).click();
      await page.getByLabel(say('account.code.code'), { exact: true }).waitFor();
    },
  },
  {
    name: 'sign-in-forgotten',
    page: 'sign-in',
    forms: 'both',
    as: 'nobody',
    at: () => '/sign-in/forgotten',
  },
  { name: 'account', page: 'account', forms: 'both', as: 'owner', at: () => '/account' },
  {
    name: 'account-wrong',
    page: 'account',
    forms: 'both',
    as: 'owner',
    at: () => '/account',
    async act({ page, say }) {
      await page.getByLabel(say('account.password.current')).fill('not the password');
      await page.getByLabel(say('account.password.fresh')).fill(newAccount().password);
      await page.getByRole('button', { name: say('account.password.change') }).click();
      await page.getByText(say('account.password.currentWrong')).first().waitFor();
    },
  },
  {
    name: 'account-passkey',
    page: 'account',
    forms: 'both',
    as: 'nobody',
    at: () => '/sign-in',
    async act(visitor) {
      const { page, say } = visitor;
      await giveVirtualKey(visitor);
      await visitor.signUp();
      await visitor.open('/account');
      await page.getByRole('button', { name: say('account.passkeys.add') }).click();
      await page.getByText(say('account.done.passkey')).waitFor();
      await page.getByText(say('account.passkeys.edit')).click();
    },
  },
  {
    name: 'account-deleted',
    page: 'account',
    forms: 'both',
    as: 'nobody',
    at: () => '/account/deleted',
  },
];

/** The page that carries nothing with it, in the site's fonts: as readers see it whose device has Chinese ones. */
async function showBusyPage({ page, locale }: Visitor): Promise<void> {
  const fonts = await page.locator('link[rel=stylesheet]').first().getAttribute('href');
  const here = `/${locale}/trains`;
  const body = busyPage({ locale, here, waitSeconds: 10, nonce: '' })
    .replace('</head>', `<link rel="stylesheet" href="${fonts}"></head>`)
    .replace('"Noto Sans SC"', '"Noto Sans SC Variable"');
  await page.route(`**${here}`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(new URL(here, page.url()).href);
}

/** What works without an account, and what goes wrong. */
const otherShots: readonly Shot[] = [
  {
    name: 'find-booking',
    page: 'find-booking',
    forms: 'both',
    as: 'nobody',
    at: () => '/find-booking',
  },
  {
    name: 'find-booking-wrong',
    page: 'find-booking',
    forms: 'both',
    as: 'nobody',
    at: () => '/find-booking',
    async act(visitor) {
      await lookUp(visitor, { reference: 'H4K7M2P9QX', name: 'Jane Montgomery' });
      await visitor.page.getByText(visitor.say('lookUp.notFound')).first().waitFor();
    },
  },
  {
    name: 'find-booking-found',
    page: 'find-booking',
    forms: 'both',
    as: 'nobody',
    at: () => '/find-booking',
    async act(visitor, stage) {
      const reference = await stage.booking('ticketed');
      await lookUp(visitor, { reference, name: '王小明' });
      await expectTickets(visitor, 2);
    },
  },
  { name: 'gate', page: 'gate', forms: 'both', as: 'nobody', at: () => '/gate' },
  {
    name: 'gate-early',
    page: 'gate',
    forms: 'both',
    as: 'nobody',
    at: () => '/gate',
    async act(visitor, stage) {
      await check(visitor, await codeOf(stage));
      const title = visitor.say('gate.verdict.early.title');
      await visitor.page.getByText(title, { exact: true }).waitFor();
    },
  },
  {
    name: 'gate-forged',
    page: 'gate',
    forms: 'both',
    as: 'nobody',
    at: () => '/gate',
    async act(visitor, stage) {
      await check(visitor, `${(await codeOf(stage)).slice(0, -3)}AAA`);
      const title = visitor.say('gate.verdict.forged.title');
      await visitor.page.getByText(title, { exact: true }).waitFor();
    },
  },
  { name: 'ticket-keys', page: 'gate', forms: 'both', as: 'nobody', at: () => '/ticket-keys' },
  {
    name: 'problem-404',
    page: 'problem',
    forms: 'both',
    as: 'nobody',
    at: () => '/nowhere',
    act: (visitor) => expectHeading(visitor, visitor.say('problem.s404.title')),
  },
  { name: 'problem-403', page: 'problem', forms: 'both', as: 'owner', at: () => '/console' },
  ...[409, 410, 429, 500, 503].map((status): Shot => ({
    name: `problem-${status}`,
    page: 'problem',
    forms: 'both',
    as: 'nobody',
    at: () => `/problem/${status}?back=%2Fen`,
  })),
  {
    name: 'problem-busy',
    page: 'problem',
    forms: 'both',
    as: 'nobody',
    at: () => '',
    act: showBusyPage,
  },
  { name: 'problem-offline', page: 'problem', forms: 'both', as: 'nobody', at: () => '/offline' },
];

export const travellingShots: readonly Shot[] = [...tripShots, ...accountShots, ...otherShots];
