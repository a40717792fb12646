import { afterAll, beforeAll, expect, test } from 'vitest';
import { residentId } from '../smoke/travellers.ts';
import { waitFor } from '../smoke/waiting.ts';
import { cameraShowing } from './fake-camera.ts';
import { codeFromMail, mailsTo } from './mailbox.ts';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
} from './page-checks.ts';
import { comeBackTo, expectHeading, expectTickets, lookUp, payWith } from './purchase.ts';
import { answerOf, expectedAnswers, siteRoutes } from './route-walk.ts';
import { openBrowser, soonMs, startSite, trip, type Site } from './site.ts';
import { newAccount, openVisitor, type Credentials, type Visitor } from './visitor.ts';

const passenger = { name: '欧阳千岁兰', document: residentId(911) };

let site: Site;
let owner: Visitor;
let account: Credentials;
let reference: string;
let code: string;
/** Addresses that the owner's browser has asked for. */
const asked: string[] = [];

beforeAll(async () => {
  site = await startSite();
  owner = await site.visitor({ locale: 'en' });
  owner.context.on('request', (request) => asked.push(request.url()));
  const { program, ...made } = await owner.signUpWithProgram();
  account = made;
  const travellerIds = [
    await program.traveller(passenger.document, passenger.name),
    await program.traveller(),
  ];
  const held = await program.hold({
    offer: await site.offer('G1'),
    seatClass: 'second',
    travellerIds,
  });
  reference = held.reference;
  await site.bank.pay(await program.payPage(reference));
  const booking = await program.until(
    reference,
    'is ticketed',
    ({ state }) => state === 'ticketed',
  );
  code = booking.passengers[0]?.qr ?? '';
});
afterAll(() => site?.stop());

test('the gate page tells a ticket of another day from a forged one and from no ticket, in both themes and at 320 px', async () => {
  const visitor = await site.visitor({ locale: 'zh', size: { width: 320, height: 700 } });
  await visitor.open('/gate');
  await expectAccessible(visitor.page);
  await check(visitor, code);
  await expectVerdict(visitor, 'early');
  await visitor.page.getByText('北京南 – 上海虹桥').waitFor();
  await expectNoSidewaysScroll(visitor.page);
  await expectAccessibleInBothThemes(visitor.page);
  const at = code.length - 5;
  await check(visitor, `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`);
  await expectVerdict(visitor, 'forged');
  await check(visitor, 'https://example.com/ticket');
  await expectVerdict(visitor, 'notATicket');
  await check(visitor, '');
  await visitor.page.getByText(visitor.say('gate.paste.empty')).waitFor();
  expect(await visitor.open('/ticket-keys')).toBe(200);
  await expectNoSidewaysScroll(visitor.page);
  await expectAccessible(visitor.page);
});

test('the camera of the gate page reads the code as the ticket draws it', async () => {
  await owner.open(`/bookings/${reference}/tickets/1`);
  const drawing = owner.page.locator('article svg[role=img]');
  const modules = Number((await drawing.getAttribute('viewBox'))?.split(' ').at(-1));
  const path = (await drawing.locator('path').getAttribute('d')) ?? '';
  const camera = cameraShowing({ path, modules });
  const browser = await openBrowser(camera.flags);
  try {
    const clerk = await openVisitor({ network: site.network, browser }, { locale: 'en' });
    await clerk.context.grantPermissions(['camera'], { origin: site.network.siteUrl });
    await clerk.signIn(site.network.demo.staff);
    await clerk.open('/gate');
    await clerk.page.getByRole('button', { name: clerk.say('gate.camera.start') }).click();
    await expectVerdict(clerk, 'early');
    await clerk.page.getByText('欧***').waitFor();
    await clerk.page.getByRole('button', { name: clerk.say('gate.camera.stop') }).click();
    expect(clerk.complaints).toEqual([]);
  } finally {
    await browser.close();
    camera.remove();
  }
});

test('without a network a ticket opened once is shown, the gate checks its signature, and signing out leaves nothing of it', async () => {
  const { page, say, context } = owner;
  await owner.open('/gate');
  await page.getByText(say('gate.ready')).waitFor();
  await owner.open(`/bookings/${reference}`);
  await untilKept(owner, `/en/bookings/${reference}`);
  await context.setOffline(true);
  await owner.open(`/bookings/${reference}`);
  await expectTickets(owner, 2);
  await page
    .getByText(say('offline.copy', { date: '\n', time: '\n' }).split('\n')[0] ?? '')
    .waitFor();
  await expectAccessible(page);
  await owner.open('/gate');
  await check(owner, code);
  await expectVerdict(owner, 'early');
  await page.getByText(/without the railway/).waitFor();
  await owner.open('/trips');
  await expectHeading(owner, say('offline.title'));
  const one = say('booking.ticket.heading', { index: 1, total: 2 });
  await page.getByRole('link', { name: new RegExp(`^G1 .*${one}$`) }).waitFor();
  await page.getByRole('link', { name: /^G1 .*Hongqiao$/ }).waitFor();
  await expectAccessible(page);
  await context.setOffline(false);

  await owner.open('/trips');
  const shared = await page.evaluate(keptTextOf('pages'));
  for (const secret of [account.email, reference, '欧']) expect(shared).not.toContain(secret);
  await page.getByRole('button', { name: say('site.nav.signOut') }).click();
  await waitFor({
    what: 'the copies of the tickets are gone',
    withinMs: soonMs,
    ask: () => page.evaluate<string[]>('caches.keys()'),
    until: (names) => names.every((name) => !name.startsWith('tickets-')),
  });
  await context.setOffline(true);
  await owner.open(`/bookings/${reference}`);
  await expectHeading(owner, say('offline.title'));
  await context.setOffline(false);
  await owner.signIn(account);
});

test('PDF and calendar carry every ticket of the booking, and names in neither address nor file name', async () => {
  const { request } = owner.context;
  for (const locale of ['zh', 'en']) {
    const base = `${site.network.siteUrl}/${locale}/bookings/${reference}`;
    const pdf = await request.get(`${base}/tickets.pdf`);
    expect(pdf.headers()).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="interlock-${reference}.pdf"`,
      'cache-control': 'private, no-store',
    });
    const bytes = (await pdf.body()).toString('latin1');
    expect(bytes.startsWith('%PDF-')).toBe(true);
    expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(2);
    // Latin and Chinese fonts are in the file: it needs none of the reader's machine.
    expect(bytes).toMatch(/\/FontFile2/);
    expect(bytes).toMatch(/NotoSansSC/);
    const calendar = await (await request.get(`${base}/journey.ics`)).text();
    expect(calendar).toContain('DTSTART;TZID=Asia/Shanghai:');
    expect(calendar).not.toMatch(/欧|\*/);
  }
  const stranger = await site.visitor();
  await lookUp(stranger, { reference, name: passenger.name });
  await expectTickets(stranger, 2);
  const found = await stranger.context.request.get(
    `${site.network.siteUrl}/en/find-booking/result/tickets.pdf`,
  );
  expect(found.status()).toBe(200);
});

test('a ride is shared, or copied where nothing takes it, without anything that names a person or the booking', async () => {
  const { page, say, context } = owner;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await owner.open(`/bookings/${reference}`);
  await page.getByRole('button', { name: say('booking.share.copy') }).click();
  await page.getByText(say('booking.share.copied')).waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  await page.addInitScript(
    'navigator.share = (what) => { window.shared = what; return Promise.resolve(); }',
  );
  await owner.open(`/bookings/${reference}`);
  await page.getByRole('button', { name: say('booking.share.share') }).click();
  expect(await page.evaluate('window.shared')).toEqual({ text: copied });
  expect(copied).toMatch(/^Train G1, .*Beijing South \d\d:\d\d to Shanghai Hongqiao \d\d:\d\d$/);
  expect(copied).not.toContain(reference);
  await expectAccessible(page);
});

test('a payment whose result is unclear is told as that: do not pay again; the tickets come by themselves', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const held = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  const hosted = await program.payPage(held.reference);
  await site.bank.misbehave({ kind: 'delay-webhooks', ms: 15_000 });
  for (const operation of ['checkout-retrieve', 'intent-retrieve', 'list'])
    await site.bank.misbehave({ kind: 'error-500', operation });
  try {
    await page.clock.install();
    await page.goto(hosted);
    const asked = page.waitForResponse((answer) => answer.url().includes('/data/bookings/'));
    await payWith(visitor, 'accepted');
    await expectHeading(visitor, say('booking.paying.title'));
    // Its first question to the server says that the page has come to life, and its timers run.
    await asked;
    await page.clock.fastForward(20_000);
    await page.getByRole('heading', { name: say('booking.unclear.title') }).waitFor();
    const told = await page.getByRole('main').innerText();
    expect(told).toMatch(
      /Do not pay again: if the money comes by \d\d:\d\d, the tickets are issued/,
    );
    await expectAccessible(page);
  } finally {
    await site.bank.behave();
  }
  await comeBackTo(visitor);
  const issued = { name: say('booking.ticketed.title', { count: 1 }), level: 1 };
  await page.getByRole('heading', issued).waitFor({ timeout: soonMs });
});

test('on paper each ticket has a page of its own, and nothing of the site is around it', async () => {
  const { page } = owner;
  await owner.open(`/bookings/${reference}`);
  await page.emulateMedia({ media: 'print' });
  for (const part of ['banner', 'contentinfo'] as const) {
    expect(await page.getByRole(part).isVisible()).toBe(false);
  }
  const pdf = (await page.pdf()).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  await page.emulateMedia({ media: 'screen' });
});

test('the story of a booking is told in plain words under its tickets', async () => {
  await owner.open(`/bookings/${reference}`);
  await owner.page.getByText(owner.say('booking.story.title')).click();
  for (const line of ['held', 'paid', 'ticketed']) {
    await owner.page.getByText(owner.say(`booking.story.${line}`)).waitFor();
  }
  await expectAccessible(owner.page);
});

test('the time left to pay is said at the start, at 10, 5, 2 and 1 minutes, and at no other moment', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const held = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  await page.clock.install();
  await visitor.open(`/bookings/${held.reference}`);
  await page.waitForLoadState('networkidle');
  const spoken = page.locator('[role=timer] + output');
  const heard = new Set([await spoken.innerText()]);
  for (let seconds = 0; seconds < 19.5 * 60; seconds += 15) {
    await page.clock.runFor(15_000);
    heard.add(await spoken.innerText());
  }
  heard.delete('');
  expect([...heard]).toEqual(
    [20, 10, 5, 2, 1].map((minutes) => say('booking.countdown.minutes', { minutes })),
  );
  await program.cancel(held.reference);
});

test('every page and route gives the signed out, another account and the owner what each may have', async () => {
  const stranger = await site.visitor();
  await stranger.signUp();
  const offer = await site.offer('G1');
  const expected = expectedAnswers({
    reference,
    runId: offer.runId,
    ride: String(new URLSearchParams(trip)),
  });
  expect(expected.map(({ route }) => route).toSorted()).toEqual(siteRoutes());
  const nobody = await site.visitor();
  const visitors = { signedOut: nobody, other: stranger, owner } as const;
  for (const { route: _, path, ...answers } of expected) {
    const got: Record<string, unknown> = {};
    for (const [who, visitor] of Object.entries(visitors)) {
      const response = await visitor.context.request.get(site.network.siteUrl + path);
      got[who] = answerOf(path, { url: response.url(), status: response.status() });
    }
    expect({ path, ...got }).toEqual({ path, ...answers });
  }
});

test('a code by mail signs in, a wrong one does not, and asking too often is told with the wait', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const { page, say } = visitor;
  const { email } = newAccount();
  await visitor.open('/sign-in/code');
  await expectAccessibleInBothThemes(page);
  const send = (): Promise<void> =>
    page.getByRole('button', { name: say('account.code.send') }).click();
  await page.getByLabel(say('account.signIn.email')).fill('not an address');
  await send();
  await page.getByRole('link', { name: say('account.signUp.emailBad') }).waitFor();
  await page.getByLabel(say('account.signIn.email')).fill(email);
  await send();
  const codeBox = page.getByLabel(say('account.code.code'), { exact: true });
  await codeBox.waitFor();
  await expectAccessible(page);
  const digits = await codeFromMail(site, { address: email, subject: say('mail.code.subject') });
  await codeBox.fill(digits === '000000' ? '000001' : '000000');
  const signIn = page.getByRole('button', { name: say('account.signIn.submit') });
  await signIn.click();
  await page.getByRole('link', { name: say('account.code.wrong') }).waitFor();
  await codeBox.fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
  await signIn.click();
  await page.waitForURL(/\/zh\/trips/);

  const other = await site.visitor();
  const asking = newAccount().email;
  await other.open('/sign-in/code');
  await other.page.getByLabel(other.say('account.signIn.email')).fill(asking);
  await other.page.getByRole('button', { name: other.say('account.code.send') }).click();
  const again = other.page.getByRole('button', { name: other.say('account.code.again') });
  const tooMany = other.page.getByText(/Try again in \d+ seconds/);
  for (let times = 2; times <= 6; times += 1) {
    await again
      .or(other.page.getByRole('button', { name: other.say('account.code.send') }))
      .click();
    await waitFor({
      what: `answer ${times}`,
      withinMs: soonMs,
      ask: async () => (await tooMany.count()) > 0 || (await mailsTo(site, asking)).length >= times,
      until: (isAnswered) => isAnswered,
    });
    // A button that still works takes no second click.
    await other.page.getByText(other.say('site.busy')).waitFor({ state: 'detached' });
  }
  await tooMany.first().waitFor();
  expect(await mailsTo(site, asking)).toHaveLength(5);
});

test('sessions are listed and the others ended; data go along as a file; a deleted account is gone and its ticket stays', async () => {
  const phone = await site.visitor({ locale: 'zh', size: { width: 390, height: 844 } });
  await phone.signIn(account);
  const { page, say } = owner;
  await owner.open('/account');
  await expectAccessibleInBothThemes(page);
  await page.getByRole('button', { name: say('account.sessions.endOthers') }).click();
  await page.getByRole('button', { name: say('account.sessions.endOthers') }).waitFor({
    state: 'detached',
  });
  await waitFor({
    what: 'the other browser is signed out',
    withinMs: soonMs,
    async ask() {
      await phone.open('/trips');
      return phone.page.url();
    },
    until: (url) => url.includes('/sign-in'),
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('account.export.submit') }).click();
  const file = await (await download).createReadStream();
  const text = (await file.toArray()).join('');
  expect(JSON.parse(text)).toMatchObject({ account: { email: account.email } });
  for (const known of [passenger.name, passenger.document, reference])
    expect(text).toContain(known);

  const box = page.getByLabel(say('account.erase.type'));
  const erase = page.getByRole('button', { name: say('account.erase.submit') });
  await box.fill('someone@example.com');
  await erase.click();
  await page.getByRole('link', { name: say('account.erase.otherAddress') }).waitFor();
  await box.fill(account.email);
  await erase.click();
  await expectHeading(owner, say('account.erased.title'));
  await expectAccessible(page);
  expect(await owner.open('/trips')).toBe(200);
  expect(page.url()).toContain('/sign-in');
  await lookUp(owner, { reference, name: passenger.name });
  await expectTickets(owner, 2);
});

test('no address that was asked for names a person', () => {
  expect(asked.length).toBeGreaterThan(20);
  const secrets = [
    passenger.name,
    encodeURIComponent(passenger.name),
    passenger.document,
    account.email,
    encodeURIComponent(account.email),
  ];
  expect(asked.filter((url) => secrets.some((secret) => url.includes(secret)))).toEqual([]);
});

test('no page has written an error to its console', () => site.leave());

test('after all of it every invariant of verify holds', () => site.expectCleanBooks());

async function check({ page, say }: Visitor, text: string): Promise<void> {
  await page.getByLabel(say('gate.paste.label')).fill(text);
  await page.getByRole('button', { name: say('gate.paste.submit'), exact: true }).click();
}

async function expectVerdict({ page, say }: Visitor, verdict: string): Promise<void> {
  await page.getByText(say(`gate.verdict.${verdict}.title`), { exact: true }).waitFor();
}

/** Waits until the page's copy and the worker that hands it out are there. */
async function untilKept({ page }: Visitor, path: string): Promise<void> {
  await waitFor({
    what: `${path} is kept`,
    withinMs: soonMs,
    ask: () =>
      page.evaluate<boolean>(
        `caches.match('${path}', { ignoreVary: true }).then((kept) => Boolean(kept && navigator.serviceWorker.controller))`,
      ),
    until: (isKept) => isKept,
  });
}

/** All text of a store that belongs to everybody. */
function keptTextOf(store: string): string {
  return `caches.open('${store}').then(async (store) => {
    const answers = await Promise.all((await store.keys()).map((key) => store.match(key)));
    return (await Promise.all(answers.map((answer) => answer.text()))).join(' ');
  })`;
}
