import { formatTime } from '@interlock/i18n/formats';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newDocument, type Buyer } from '../faults/buyer.ts';
import type { Booking, Offer } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import {
  addPassengerWithKeys,
  holdWithKeys,
  payWithKeys,
  searchWithKeys,
} from './keyboard-steps.ts';
import { enterOn, tabTo, typeInto } from './keyboard.ts';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
  fontsUsedFor,
} from './page-checks.ts';
import {
  cancelOnPage,
  comeBackTo,
  expectHeading,
  expectTickets,
  goToPayment,
  holdButton,
  holdFromReview,
  lookUp,
  passengersPath,
  payButton,
  payWith,
  referenceOfPage,
  reviewPath,
} from './purchase.ts';
import { soonMs, startSite, trainOn, trip, type Site } from './site.ts';
import { newAccount, type Visitor } from './visitor.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterEach(async () => {
  await site.bank.behave();
  await site.leave();
});
afterAll(() => site?.stop());

test('keyboard-only purchase in Chromium with zero axe violations in both languages: English, with a new account', async () => {
  const visitor = await site.visitor({ locale: 'en' });
  const { page, say } = visitor;
  await visitor.open('');
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator('main').evaluate((main) => main.matches(':focus'))).toBe(true);
  await page.reload();

  await searchWithKeys(visitor, {
    from: { typed: 'bjn', name: 'Beijing South' },
    to: { typed: 'Shanghai Hongqiao', name: 'Shanghai Hongqiao' },
  });
  await page.waitForURL(/\/sign-in\?/);
  await expectAccessible(page);
  await enterOn(page, page.locator('main').getByRole('link', { name: say('site.nav.signUp') }));
  await page.waitForURL(/\/sign-up\?/);
  await expectAccessible(page);
  const account = newAccount();
  await typeInto(page, page.getByLabel(say('account.signUp.name')), 'Jane');
  await typeInto(page, page.getByLabel(say('account.signIn.email')), account.email);
  await typeInto(page, page.getByLabel(say('account.signIn.password')), account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/book\/\d+/);

  await addPassengerWithKeys(visitor, 'Jane Alexandra Montgomery');
  const reference = await holdWithKeys(visitor);
  await payWithKeys(visitor, 1);

  await enterOn(page, page.getByRole('link', { name: say('site.nav.trips') }));
  await page.waitForURL(/\/trips/);
  await expectAccessible(page);
  await enterOn(page, page.locator(`a[href$="/bookings/${reference}"]`).first());
  await expectTickets(visitor, 1);
});

test('keyboard-only purchase in Chromium with zero axe violations in both languages: Chinese, signed in, two passengers', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const { page, say } = visitor;
  await visitor.open('');
  await expectAccessibleInBothThemes(page);
  await enterOn(page, page.getByRole('link', { name: say('site.nav.signIn'), exact: true }));
  await page.waitForURL(/\/sign-in/);
  await expectAccessibleInBothThemes(page);
  const { email, password } = site.network.demo.passenger;
  await typeInto(page, page.getByLabel(say('account.signIn.email')), email);
  await typeInto(page, page.getByLabel(say('account.signIn.password')), password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/trips/);
  await expectAccessible(page);
  await enterOn(page, page.locator('main').getByRole('link', { name: say('trips.search') }));

  await searchWithKeys(visitor, {
    from: { typed: '北京南', name: '北京南' },
    to: { typed: 'shanghaihongqiao', name: '上海虹桥' },
  });
  await page.waitForURL(/\/book\/\d+/);
  await tabTo(page, page.getByRole('checkbox').first());
  await page.keyboard.press('Space');
  await addPassengerWithKeys(visitor, '欧阳晓晴');
  const reference = await holdWithKeys(visitor);
  await payWithKeys(visitor, 2);

  await enterOn(page, page.locator(`a[href$="/bookings/${reference}/tickets/2"]`));
  await page.waitForURL(/\/tickets\/2$/);
  await page.locator('article').waitFor();
  await expectAccessibleInBothThemes(page);
});

test('search and results work without JavaScript', async () => {
  const visitor = await site.visitor({ scripts: 'off' });
  const { page, say } = visitor;
  await visitor.open('');
  await page.getByRole('combobox', { name: say('search.from') }).fill('VNP');
  await page.getByRole('combobox', { name: say('search.to') }).fill('sz');
  await page.getByRole('button', { name: say('search.submit') }).click();
  await expectHeading(visitor, say('search.choose.title'));
  await visitor.open('');
  await page.getByRole('combobox', { name: say('search.from') }).fill('VNP');
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.getByText(say('search.missing.to')).first().waitFor();
  expect(await page.getByRole('combobox', { name: say('search.from') }).inputValue()).toBe(
    'Beijing South',
  );

  await page.getByRole('combobox', { name: say('search.to') }).fill('上海虹桥');
  await page.getByRole('button', { name: say('search.submit') }).click();
  const train = page.getByRole('article', { name: trainOn.south, exact: true });
  await train.locator('summary').click();
  await train.getByRole('table').first().waitFor();
  await train.getByRole('link', { name: say('site.class.second') }).click();
  await page.waitForURL(/\/sign-in\?/);
  expect(await page.getByText(say('account.signIn.first')).isVisible()).toBe(true);
});

test('at 320 px no main page scrolls sideways, in either language', async () => {
  const small = { width: 320, height: 640 };
  const visitor = await site.visitor({ locale: 'en', size: small });
  const { page } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const offer = await site.offer('G1');
  const ticketed = await buyOver(program, offer);
  const travellerId = await program.traveller();
  const held = await program.hold({ offer, seatClass: 'first', travellerIds: [travellerId] });
  const paths = [
    '',
    resultsPath,
    `/trains/${offer.runId}?from=${offer.from.position}&to=${offer.to.position}`,
    passengersPath(offer, 'second'),
    reviewPath(offer, { seatClass: 'second', travellerId }),
    `/bookings/${held.reference}`,
    `/bookings/${ticketed.reference}/tickets/1`,
    '/trips',
    '/sign-in',
    '/sign-up',
    '/find-booking',
    '/nowhere',
  ];
  for (const locale of ['en', 'zh']) {
    for (const path of paths) {
      await page.goto(`${site.network.siteUrl}/${locale}${path}`);
      await expectNoSidewaysScroll(page);
    }
  }
  await program.cancel(held.reference);
  const staff = await site.visitor({ locale: 'en', size: small });
  await staff.signIn(site.network.demo.staff);
  for (const path of ['/console', `/console/bookings/${ticketed.reference}`]) {
    await staff.open(path);
    await expectNoSidewaysScroll(staff.page);
  }
});

test('two tabs, a double click, the back button and a reload hold once and pay once', async () => {
  const visitor = await site.visitor();
  const { program } = await visitor.signUpWithProgram();
  const offer = await site.offer('G643');
  const path = reviewPath(offer, { seatClass: 'second', travellerId: await program.traveller() });
  await visitor.open(path);
  const other = { ...visitor, page: await visitor.context.newPage() };
  await other.page.goto(visitor.page.url());
  await Promise.all([visitor, other].map((tab) => holdButton(tab).dblclick()));
  const winner = await Promise.any(
    [visitor, other].map(async (tab) => ({ tab, reference: await referenceOfPage(tab) })),
  );
  const { reference } = winner;
  expect(await intakesOf(reference)).toBe(1);

  for (const tab of [visitor, other]) {
    await tab.open(`/bookings/${reference}`);
    await tab.page.goto(`${site.network.siteUrl}/en/bookings/${reference}`);
  }
  await Promise.all([visitor, other].map((tab) => payButton(tab).dblclick()));
  await Promise.all([visitor, other].map(({ page }) => page.waitForURL(/\/pay\//)));
  const hosted = visitor.page.url();
  expect(new URL(other.page.url()).pathname).toBe(new URL(hosted).pathname);
  await Promise.all(
    [visitor, other].map(({ page }) => page.locator('button[value=pay]').dblclick()),
  );
  await Promise.all([visitor, other].map((tab) => expectTickets(tab, 1)));
  await visitor.page.goBack();
  await visitor.page.reload();
  expect(await visitor.page.locator('button[value=pay]').count()).toBe(0);
  await other.page.reload();
  await expectTickets(other, 1);
  const { priceFen } = await program.read(reference);
  expect(await site.bank.books(hosted)).toEqual({
    status: 'succeeded',
    receivedFen: priceFen,
    refundedFen: 0,
  });
});

test("a browser whose clock is wrong by an hour counts the server's time and pays in it", async () => {
  for (const hours of [-1, 1]) {
    const visitor = await site.visitor();
    const { page, say } = visitor;
    const { program } = await visitor.signUpWithProgram();
    const offer = await site.offer('G1');
    const { reference, payBy } = await program.hold({ offer, seatClass: 'second' });
    await page.clock.install({ time: Date.now() + hours * 3_600_000 });
    await visitor.open(`/bookings/${reference}`);
    const time = formatTime(Date.parse(payBy ?? ''), 'Asia/Shanghai');
    await expectHeading(visitor, say('booking.held.title', { time }));
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('timer').innerText()).toMatch(/^(20:00|19:\d\d)$/);
    await goToPayment(visitor);
    await payWith(visitor, 'accepted');
    await expectTickets(visitor, 1);
  }
});

test('an unpaid hold shows on every other page and on another device, where it can be cancelled', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const account = await visitor.signUpWithProgram();
  const offer = await site.offer('G1');
  const travellerId = await account.program.traveller();
  await visitor.open(reviewPath(offer, { seatClass: 'second', travellerId }));
  const reference = await holdFromReview(visitor);
  for (const path of ['', resultsPath]) await untilBanner(visitor, { path, reference });

  const device = await site.visitor({ locale: 'en', size: { width: 390, height: 844 } });
  await device.signIn(account);
  const banner = await untilBanner(device, { path: '', reference });
  await banner.getByRole('link', { name: device.say('site.unpaid.action') }).click();
  await device.page.waitForURL(new RegExp(`/en/bookings/${reference}$`));
  await payButton(device).waitFor();
  await visitor.open(`/bookings/${reference}`);
  await cancelOnPage(device);
  await comeBackTo(visitor);
  await expectHeading(visitor, visitor.say('booking.cancelled.title'));
});

test('a declined card and a refused capture are told as they are, and paying again works', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const offer = await site.offer('G643');
  const travellerId = await program.traveller();
  await visitor.open(reviewPath(offer, { seatClass: 'first', travellerId }));
  const reference = await holdFromReview(visitor);
  await goToPayment(visitor);
  await payWith(visitor, 'declined');
  await page.getByRole('alert').waitFor();
  await page.locator('button[value=back]').click();
  await page.waitForURL(new RegExp(`/bookings/${reference}`));
  await page.getByText(say('booking.declined.title')).waitFor();
  await expectAccessibleInBothThemes(page);
  await goToPayment(visitor);
  await payWith(visitor, 'bank-slow');
  await page.locator('button[value=refuse]').waitFor();
  await visitor.open(`/bookings/${reference}`);
  await expectHeading(visitor, say('booking.paying.title'));
  await page.getByRole('button', { name: say('booking.paying.back') }).click();
  await page.locator('button[value=refuse]').click();
  await page.getByRole('alert').waitFor();
  await visitor.open(`/bookings/${reference}`);
  await page.getByText(say('booking.declined.title')).waitFor();

  await site.bank.misbehave({ kind: 'refuse-capture', count: 1 });
  await goToPayment(visitor);
  await payWith(visitor, 'accepted');
  await page.getByText(say('booking.declined.title')).waitFor();
  await expectAccessible(page);
  await goToPayment(visitor);
  await payWith(visitor, 'accepted');
  await expectTickets(visitor, 1);
});

test('the last seats go to others: sold out is said with ways on, and everything chosen is kept', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const offer = await site.offer('G1');
  await visitor.open(reviewPath(offer, { seatClass: 'business', travellerId }));
  const others = await holdEverySeat('business');
  await holdButton(visitor).click();
  await page.getByRole('heading', { name: say('book.soldOut.title') }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: say('book.soldOut.otherTrains') }).waitFor();
  await visitor.open(resultsPath);
  const train = page.getByRole('article', { name: trainOn.south, exact: true });
  await train.getByText(say('availability.none')).waitFor();
  await train.getByRole('link', { name: trainOn.south, exact: true }).click();
  const ways = page.getByRole('region', {
    name: say('train.ways.title', { class: say('site.class.business') }),
  });
  await ways.getByRole('link', { name: trainOn.north }).waitFor();
  await expectAccessible(page);
  await page.goBack();

  await page.goBack();
  await holdButton(visitor).click();
  await page.getByRole('heading', { name: say('book.soldOut.title') }).waitFor();
  await page
    .getByRole('alert')
    .getByRole('link', { name: say('site.class.first') })
    .click();
  await page.waitForURL(/class=first/);
  expect(page.url()).toContain(travellerId);
  await holdFromReview(visitor);
  await cancelOnPage(visitor);
  await Promise.all(others.map(({ program: one, reference }) => one.cancel(reference)));
});

test("somebody else's booking, its ticket and the console stay closed to a passenger", async () => {
  const owner = await site.visitor();
  const { program } = await owner.signUpWithProgram();
  const { reference } = await buyOver(program, await site.offer('G1'));
  const stranger = await site.visitor();
  await stranger.signUp();
  expect(await stranger.open(`/bookings/${reference}`)).toBe(404);
  await expectHeading(stranger, stranger.say('problem.s404.title'));
  expect(await stranger.open(`/bookings/${reference}/tickets/1`)).toBe(404);
  expect(await stranger.open('/console')).toBe(403);
  await expectHeading(stranger, stranger.say('problem.s403.title'));
  expect(await stranger.open(`/console/bookings/${reference}`)).toBe(403);
});

test('a booking is found by reference and name, and with one answer for a wrong name and a wrong reference', async () => {
  const { reference } = await buyOver(site.program(), await site.offer('G643'));
  const visitor = await site.visitor();
  const { page, say } = visitor;
  for (const wrong of [
    { reference, name: '李四' },
    { reference: 'H4K7M2P9QX', name: '王小明' },
  ]) {
    await lookUp(visitor, wrong);
    await page.getByRole('link', { name: say('lookUp.notFound') }).waitFor();
    expect(await page.getByLabel(say('lookUp.name')).inputValue()).toBe(wrong.name);
  }
  await lookUp(visitor, { reference: reference.toLowerCase(), name: '王小明' });
  await expectTickets(visitor, 1);
  expect(page.url()).not.toContain(reference);
  expect(await visitor.open(`/bookings/${reference}`)).toBe(200);
  expect(new URL(page.url()).pathname).toBe('/en/sign-in');
});

test('what is typed while an answer is on its way stays, and a refused form keeps what was chosen', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  let letAnswer = (): void => undefined;
  const answer = new Promise<void>((resolve) => (letAnswer = resolve));
  await page.route('**/find-booking', async (route) => {
    if (route.request().method() === 'POST') await answer;
    await route.continue();
  });
  await lookUp(visitor, { reference: 'H4K7M2P9QX', name: 'Jane' });
  await page.getByLabel(say('lookUp.name')).fill('Jane Montgomery');
  letAnswer();
  await page.getByRole('link', { name: say('lookUp.notFound') }).waitFor();
  expect(await page.getByLabel(say('lookUp.name')).inputValue()).toBe('Jane Montgomery');

  await visitor.signUp();
  await visitor.open(passengersPath(await site.offer('G1'), 'second'));
  const type = page.getByRole('combobox', { name: say('book.add.documentType'), exact: true });
  await type.selectOption('passport');
  await page.getByLabel(say('book.add.number')).fill('E12345678');
  await page.getByRole('button', { name: say('book.add.submit') }).click();
  await page.getByText(say('book.add.nameMissing')).waitFor();
  expect(await type.inputValue()).toBe('passport');
  expect(await page.getByLabel(say('book.add.number')).inputValue()).toBe('E12345678');
  await expectAccessible(page);
});

test('a ride against the direction of its train is told as that', async () => {
  const visitor = await site.visitor();
  const { runId } = await site.offer('G1');
  expect(await visitor.open(`/trains/${runId}?from=3&to=1`)).toBe(422);
  await visitor.page.getByText(visitor.say('refusal.wrong-direction')).waitFor();
  await expectAccessible(visitor.page);
});

test('the language switch keeps the page and what was asked', async () => {
  const visitor = await site.visitor({ locale: 'en' });
  const { page } = visitor;
  await visitor.open(`${resultsPath}&sort=price&type=G`);
  await page.getByRole('link', { name: '中文', exact: true }).click();
  await page.waitForURL(/\/zh\/trains\?/);
  const { searchParams } = new URL(page.url());
  const kept = ['from', 'to', 'date', 'sort', 'type'].map((name) => searchParams.get(name));
  expect(kept).toEqual([trip.from, trip.to, trip.date, 'price', 'G']);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  // An address without a language is sent to the one chosen last.
  await page.goto(site.network.siteUrl);
  expect(new URL(page.url()).pathname).toBe('/zh');
});

test('Chinese text is drawn with fonts that the site brings along, never with boxes', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const { page } = visitor;
  for (const path of ['', resultsPath]) {
    await visitor.open(path);
    const load = `document.fonts.load('16px "Noto Sans SC Variable"', '虹桥').then((faces) => faces.length)`;
    expect(await page.evaluate(load)).toBeGreaterThan(0);
    const used = await fontsUsedFor(page, 'h1');
    expect(
      used.filter((font) => !font.isCustomFont && !fontsOfReaders.test(font.familyName)),
    ).toEqual([]);
  }
});

test('every page sends its security headers, and private pages are stored nowhere', async () => {
  const visitor = await site.visitor();
  await visitor.signUp();
  const { request } = visitor.context;
  for (const path of ['', resultsPath, '/trips', '/sign-in', '/nowhere']) {
    const answer = await request.get(`${site.network.siteUrl}/en${path}`);
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toMatch(/'nonce-[^']+'/);
    expect(scripts).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

test('staff find a booking, see its timeline, extend and release it with a reason that is kept', async () => {
  const passenger = await site.visitor();
  const account = await passenger.signUpWithProgram();
  const held = await account.program.hold({ offer: await site.offer('G1'), seatClass: 'second' });
  const { reference } = held;
  await passenger.open(`/bookings/${reference}`);

  const staff = await site.visitor();
  const { page, say } = staff;
  await staff.signIn(site.network.demo.staff);
  await staff.open('/console');
  await page.keyboard.press('/');
  await page.keyboard.type(reference.toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: reference }).click();
  await expectHeading(staff, say('console.case.title', { reference }));
  await page.getByText(say('console.event.hold')).waitFor();
  await expectAccessibleInBothThemes(page);

  const extend = { button: say('console.action.extend', { minutes: 5 }), reason: 'Asked by phone' };
  await actWithReason(staff, extend);
  const later = await account.program.read(reference);
  expect(Date.parse(later.payBy ?? '') - Date.parse(held.payBy ?? '')).toBe(5 * 60_000);
  const release = { button: say('console.action.release'), reason: 'Doubled by mistake' };
  await actWithReason(staff, release);
  await expectAccessible(page);
  const by = say('console.case.staffNamed', { name: 'Demo clerk' });
  const timeline = page.getByRole('region', { name: say('console.case.timeline') });
  const line = timeline.getByRole('listitem').filter({ hasText: say('console.event.released') });
  await line.getByText(by).waitFor();
  await comeBackTo(passenger);
  await passenger.page
    .getByRole('link', { name: passenger.say('booking.expired.again') })
    .waitFor();
  expect(await payButton(passenger).isVisible()).toBe(false);

  const sql = `SELECT action, reason, outcome, actor FROM audit WHERE subject LIKE '%${reference}%' ORDER BY id`;
  const kept = await site.rows('central', sql);
  expect(kept).toEqual([
    { action: 'extend-any-hold', reason: extend.reason, outcome: 'done', actor: staffActor },
    { action: 'release-any-hold', reason: release.reason, outcome: 'done', actor: staffActor },
  ]);
});

test('a form sent from another site changes nothing', async () => {
  const visitor = await site.visitor();
  const { page, say, context } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const { reference } = await program.hold({ offer: await site.offer('G1'), seatClass: 'second' });
  await visitor.open(`/bookings/${reference}`);
  const forged: { status: number; state: string }[] = [];
  // What the page itself is about to send is sent from elsewhere first, with the same cookies.
  await page.route(`**/bookings/${reference}`, async (route) => {
    const own = route.request();
    for (const elsewhere of own.method() === 'POST' ? origins : []) {
      const headers = { ...own.headers(), ...elsewhere };
      const data = own.postDataBuffer() ?? '';
      const answer = await context.request.post(own.url(), { headers, data });
      const { state } = await program.read(reference);
      forged.push({ status: answer.status(), state });
    }
    await route.continue();
  });
  await page.getByRole('button', { name: say('booking.held.cancel') }).click();
  const confirm = say('booking.held.cancelConfirm');
  await page.getByRole('dialog').getByRole('button', { name: confirm }).click();
  await expectHeading(visitor, say('booking.cancelled.title'));
  expect(forged).toEqual(origins.map(() => ({ status: refused, state: 'held' })));
});

test('after all of it every invariant of verify holds', () => site.expectCleanBooks());

const resultsPath = `/trains?${new URLSearchParams(trip)}`;
/** Chinese fonts that a reader's own machine may have and the site prefers. */
const fontsOfReaders = /CJK|PingFang|YaHei|HarmonyOS/;
const refused = expect.toSatisfy((status: number) => status >= 400);
/** How a browser marks what another site's page sends. */
const origins = [
  { origin: 'http://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
];
const staffActor = expect.stringContaining('staff');

/** One seat bought over the API. */
async function buyOver(program: Buyer, offer: Offer): Promise<Booking> {
  const { reference } = await program.hold({ offer, seatClass: 'second' });
  await site.bank.pay(await program.payPage(reference));
  return program.until(reference, 'is ticketed', ({ state }) => state === 'ticketed');
}

/** Programs hold G1's whole class; resolves with what they hold. */
async function holdEverySeat(seatClass: string): Promise<{ program: Buyer; reference: string }[]> {
  const held = [];
  let program = site.program();
  for (;;) {
    const offer = await site.offer('G1');
    const left = offer.classes.find((one) => one.seatClass === seatClass)?.availability.count ?? 0;
    if (left === 0) return held;
    const travellerIds = await Promise.all(
      Array.from({ length: Math.min(left, 5) }, () => program.traveller(newDocument())),
    );
    const answer = await program.askHold({ offer, seatClass, travellerIds });
    if (answer.status !== 201) {
      // The count found is of a moment ago; there are few accounts, and this one holds nothing yet.
      expect(answer.code).toBe('sold-out');
      continue;
    }
    held.push({ program, reference: answer.booking.reference });
    program = site.program();
  }
}

async function intakesOf(reference: string): Promise<number> {
  const sql = `SELECT 1 FROM intake WHERE account_id = (SELECT account_id FROM intake WHERE reference = '${reference}') AND outcome IS DISTINCT FROM 'refused'`;
  return (await site.rows('central', sql)).length;
}

/** Opens the page until it carries the banner: the frame of a page does not wait long for it. */
async function untilBanner(visitor: Visitor, of: { path: string; reference: string }) {
  const banner = visitor.page.getByRole('complementary').filter({ hasText: of.reference });
  await waitFor({
    what: `the banner of ${of.reference}`,
    withinMs: soonMs,
    async ask() {
      await visitor.open(of.path);
      return banner.isVisible();
    },
    until: (isThere) => isThere,
  });
  return banner;
}

/** Opens the act's dialog, is asked for a reason first, gives it, and sees it among the staff acts. */
async function actWithReason({ page, say }: Visitor, act: { button: string; reason: string }) {
  await page.getByRole('button', { name: act.button }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: act.button }).click();
  await dialog.getByText(say('refusal.reason-missing')).waitFor();
  await dialog.getByLabel(say('console.action.reason')).fill(act.reason);
  await dialog.getByRole('button', { name: act.button }).click();
  await page.getByText(act.reason).waitFor();
}
