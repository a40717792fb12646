import { passengerFare } from '@interlock/domain/fares/fares';
import { fen, formatYuan } from '@interlock/domain/money';
import { parseServiceDate, type ServiceDate } from '@interlock/domain/time';
import { formatServiceDate, formatStripDate, formatTime } from '@interlock/i18n/formats';
import type { Locale } from '@interlock/i18n/locales';
import { formatMessage } from '@interlock/i18n/message';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newDocument } from '../faults/buyer.ts';
import { dateAhead } from '../smoke/steps.ts';
import { expectAccessible } from './page-checks.ts';
import {
  cancelOnPage,
  expectHeading,
  expectTickets,
  holdButton,
  holdFromReview,
  passengersPath,
  payButton,
  reviewPath,
} from './purchase.ts';
import { startSite, trainOn, trip, type Site } from './site.ts';

const nightTrain = 'D19';
const resultsPath = `/trains?${new URLSearchParams(trip)}`;

let site: Site;

beforeAll(async () => {
  site = await startSite({ moreTrains: [nightTrain] });
});
afterEach(() => site.leave());
afterAll(() => site?.stop());

test('the list of stations is left with Escape and says how many there are; today and tomorrow fill in the date; the days on sale stand below it', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  await visitor.open('');
  await page.waitForLoadState('networkidle');
  const from = page.getByRole('combobox', { name: say('search.from') });
  await from.fill('bj');
  const hits = page.getByRole('listbox').getByRole('option');
  await hits.first().waitFor();
  const count = await hits.count();
  const spoken = page.getByRole('status').filter({ hasText: say('search.hits', { count }) });
  await spoken.waitFor({ state: 'attached' });
  expect(await from.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Escape');
  expect(await from.getAttribute('aria-expanded')).toBe('false');
  expect(await hits.count()).toBe(0);
  expect(await from.inputValue()).toBe('bj');
  await from.fill('qqqq');
  const none = say('search.noHit', { text: 'qqqq' });
  await page.getByRole('status').filter({ hasText: none }).waitFor({ state: 'attached' });

  const date = page.getByLabel(say('search.date'));
  await page.getByRole('button', { name: say('search.today') }).click();
  expect(await date.inputValue()).toBe(dateAhead(0));
  await page.getByRole('button', { name: say('search.tomorrow') }).click();
  expect(await date.inputValue()).toBe(dateAhead(1));
  expect(await page.getByText(/^On sale from /).innerText()).toMatch(/ to .*\d/);
});

test('what is missing or wrong in a search stands in one summary that has the focus, and at its field; a day too far away says when it opens', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const to = page.getByRole('combobox', { name: say('search.to') });
  await visitor.open('');
  await page.getByRole('combobox', { name: say('search.from') }).fill('VNP');
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.waitForURL(/\/trains\?/);
  const summary = page.locator('[role=alert]:focus');
  await summary.waitFor();
  await summary.getByRole('link', { name: say('search.missing.to') }).click();
  expect(await to.evaluate((box) => box.matches(':focus'))).toBe(true);
  expect(await to.getAttribute('aria-invalid')).toBe('true');
  expect(await describedText(to)).toContain(say('search.missing.to'));

  const wrong: [object, string][] = [
    [{ to: trip.from }, say('refusal.same-station')],
    [{ date: dateAhead(-1) }, say('refusal.date-in-the-past')],
    [{ date: 'soon' }, say('refusal.invalid-date')],
    [{ date: '' }, say('search.missing.date')],
  ];
  for (const [change, message] of wrong) {
    await visitor.open(`/trains?${new URLSearchParams({ ...trip, ...change }).toString()}`);
    await page.getByRole('alert').getByText(message).waitFor();
  }
  await visitor.open(`/trains?${new URLSearchParams({ ...trip, date: dateAhead(40) })}`);
  const opens = dayInWords('en', dateAhead(26));
  await page.getByRole('alert').getByText(`on sale on ${opens}`).waitFor();
});

test('results begin with the question in words and the days around it; a train says where it begins and ends, both names, and that it arrives the day after', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  await visitor.open(resultsPath);
  const asked = say('results.title', { from: 'Beijing South', to: 'Shanghai Hongqiao' });
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  expect(heading).toContain(asked);
  expect(heading).toContain(dayInWords('en', trip.date));
  const days = page.getByRole('navigation', { name: say('results.dates') });
  const dayAfter = days.locator(`a[href*="date=${dateAhead(2)}"]`);
  expect(await dayAfter.innerText()).toContain(
    formatStripDate('en', serviceDate(dateAhead(2))).day,
  );

  const row = page.getByRole('article', { name: trainOn.south, exact: true });
  const text = await row.innerText();
  for (const told of [
    say('results.first'),
    say('results.last'),
    'Beijing South',
    '北京南',
    'Shanghai Hongqiao',
    '上海虹桥',
    '06:30',
    '11:24',
    say('site.duration', { hours: 4, minutes: 54 }),
    say('availability.plenty'),
    formatYuan(fen(55_350), 'en'),
  ])
    expect(text).toContain(told);
  expect(await row.locator('[lang="zh-CN"]').first().innerText()).toMatch(/\p{Script=Han}/u);

  await visitor.open(`/trains?${new URLSearchParams({ ...trip, from: 'BXP', to: 'XAY' })}`);
  const night = page.getByRole('article', { name: nightTrain, exact: true });
  expect(await night.innerText()).toContain(say('site.dayOffset', { days: 1 }));
});

test('the page of a train marks your part of its stops in words, and tells stay, distance, operator and what giving a ticket back costs until when', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { runId } = await site.offer('G1');
  await visitor.open(`/trains/${runId}?from=1&to=4`);
  const stops = page.getByRole('table', { name: say('results.stopsOf', { number: 'G1' }) });
  const yours = stops.getByRole('row').filter({ hasText: say('results.stopTable.yours') });
  expect(await yours.count()).toBe(1);
  expect(await yours.innerText()).toMatch(/Cangzhou West/);
  expect(await stops.getByRole('row').filter({ hasText: '535' }).innerText()).toContain(
    say('results.stopTable.minutes', { minutes: 2 }),
  );
  await page.getByText(say('train.bureau.H')).waitFor();
  await page.getByText(say('train.formation.accessible')).first().waitFor();
  for (const seatClass of ['business', 'first', 'second'])
    await page.getByText(say(`train.includes.${seatClass}`)).waitFor();
  await visitor.open(`/trains/${runId}?from=0&to=6`);
  await page.getByText(say('train.rules.title'), { exact: true }).click();
  const last = page.getByRole('row').filter({ hasText: say('train.rules.last', { percent: 20 }) });
  expect(await last.innerText()).toContain(formatYuan(fen(11_050), 'en'));
});

test('at most five travel together, said before a sixth is ticked; what a child pays is explained and counted where it is chosen', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  for (let count = 0; count < 6; count += 1) await program.traveller();
  await visitor.open(passengersPath(await site.offer('G1'), 'second'));
  await page.waitForLoadState('networkidle');
  const boxes = page
    .getByRole('group', { name: say('book.passengers.saved') })
    .getByRole('checkbox');
  expect(await boxes.count()).toBe(6);
  await page.getByText(say('book.passengers.childHint')).waitFor();
  await page.getByText(say('book.passengers.studentHint')).waitFor();
  const tooMany = page.getByText(say('book.passengers.tooMany', { max: 5 }));
  for (let count = 0; count < 5; count += 1) {
    expect(await tooMany.count()).toBe(0);
    await boxes.nth(count).check();
  }
  await tooMany.waitFor();
  expect(await boxes.nth(5).isDisabled()).toBe(true);
  const total = (fens: number) => page.getByText(yuan(fens), { exact: true }).waitFor();
  await total(5 * 55_350);
  await page.locator('select').first().selectOption('child');
  await total(4 * 55_350 + passengerFare(fen(55_350), 'child', 'second'));
  await boxes.nth(4).uncheck();
  await boxes.nth(5).check();
});

test("one's own booking that is in the way is named with the way to it, and so is the unpaid one", async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const offer = await site.offer('G1');
  const bought = await program.hold({ offer, seatClass: 'second', travellerIds: [travellerId] });
  const first = reviewPath(offer, { seatClass: 'first', travellerId });
  const other = await program.traveller(newDocument());
  await visitor.open(reviewPath(offer, { seatClass: 'first', travellerId: other }));
  await holdButton(visitor).click();
  const alert = page.getByRole('alert');
  await alert.getByText(say('refusal.unpaid-booking-exists')).waitFor();
  await alert.getByRole('link', { name: say('book.toUnpaid') }).click();
  await page.locator(`a[href$="/bookings/${bought.reference}"]`).first().waitFor();

  await site.bank.pay(await program.payPage(bought.reference));
  await program.until(bought.reference, 'is ticketed', ({ state }) => state === 'ticketed');
  await visitor.open(first);
  await holdButton(visitor).click();
  await alert.getByText(say('refusal.document-already-on-train')).waitFor();
  await expectAccessible(page);
  await alert.getByRole('link', { name: say('book.toOther') }).click();
  await page.waitForURL(new RegExp(`/bookings/${bought.reference}$`));
  await expectTickets(visitor, 1);
});

test('whoever is signed out by the time of the hold is told so, signs in and comes back to the same choice', async () => {
  const visitor = await site.visitor();
  const { page, say, context } = visitor;
  const account = await visitor.signUpWithProgram();
  const travellerId = await account.program.traveller();
  const path = reviewPath(await site.offer('G643'), { seatClass: 'first', travellerId });
  await visitor.open(path);
  await context.clearCookies();
  await holdButton(visitor).click();
  const alert = page.getByRole('alert');
  await alert.getByText(say('refusal.not-signed-in')).waitFor();
  await alert.getByRole('link', { name: say('site.error.signIn') }).click();
  await page.getByLabel(say('account.signIn.email')).fill(account.email);
  await page.getByLabel(say('account.signIn.password')).fill(account.password);
  await page.getByRole('button', { name: say('account.signIn.submit') }).click();
  await page.waitForURL((url) => `${url.pathname}${url.search}` === `/en${path}`);
  await holdFromReview(visitor);
  await cancelOnPage(visitor);
  await visitor.open('/sign-in');
  await page.getByText(say('account.signIn.already', { email: account.email })).waitFor();
  await expectAccessible(page);
});

test('the review has a way to change each line and nothing ticked; its button says for how long; a wished window is held', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const offer = await site.offer('G643');
  await visitor.open(`${passengersPath(offer, 'second')}&with=${travellerId}.adult`);
  await page.getByRole('checkbox', { name: say('book.seats.F') }).check();
  await page.getByRole('button', { name: say('book.continue') }).click();
  await page.waitForURL(/\/review\?/);
  const main = page.getByRole('main');
  for (const line of ['Train', 'Class', 'Passengers', 'Seats'])
    await main.getByRole('link', { name: say(`book.review.change${line}`) }).waitFor();
  expect(await main.getByRole('checkbox').count()).toBe(0);
  await main.getByText(say('book.seats.F')).waitFor();
  await main.getByText(say('book.review.conditions', { minutes: 20 })).waitFor();
  await page.getByRole('button', { name: say('book.review.submit', { minutes: 20 }) }).waitFor();
  const reference = await holdFromReview(visitor);
  expect((await program.read(reference)).passengers).toMatchObject([{ letter: 'F' }]);
  await cancelOnPage(visitor);
});

test('the page of a hold has amount, reference and deadline; under five minutes its words change; five minutes more are had once, from the dialog', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const held = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  await page.clock.install();
  await visitor.open(`/bookings/${held.reference}`);
  await page.waitForLoadState('networkidle');
  const shown = await page.getByRole('main').innerText();
  for (const told of [held.reference, yuan(held.priceFen)]) expect(shown).toContain(told);
  expect(shown).not.toContain(say('booking.countdown.low'));
  await page.clock.runFor(15.5 * 60_000);
  await page.getByText(say('booking.countdown.low')).waitFor();
  await page.clock.runFor(3 * 60_000);
  const dialog = page.getByRole('dialog', { name: say('booking.held.warnTitle') });
  await dialog.waitFor();
  const more = { name: say('booking.held.more', { minutes: 5 }) };
  const button = dialog.getByRole('button', more);
  expect(await button.evaluate((one) => one.matches(':focus'))).toBe(true);
  await button.click();
  const later = Date.parse(held.payBy ?? '') + 5 * 60_000;
  const time = formatTime(later, 'Asia/Shanghai');
  await expectHeading(visitor, say('booking.held.title', { time }));
  await page.getByText(say('booking.held.extended', { time })).waitFor();
  expect(await page.getByRole('button', more).count()).toBe(0);
  expect(Date.parse((await program.read(held.reference)).payBy ?? '')).toBe(later);
  await payButton(visitor).waitFor();
  await program.cancel(held.reference);
});

test('a ticket tells day and stations in both languages, coach and seat, the document masked, its reference and the rule of the gate', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const { program } = await visitor.signUpWithProgram();
  const document = newDocument();
  const travellerIds = [await program.traveller(document, '欧阳晓晴')];
  const offer = await site.offer('G643');
  const { reference } = await program.hold({ offer, seatClass: 'second', travellerIds });
  await site.bank.pay(await program.payPage(reference));
  const { passengers } = await program.until(
    reference,
    'is ticketed',
    ({ state }) => state === 'ticketed',
  );
  await visitor.open(`/bookings/${reference}/tickets/1`);
  const ticket = await visitor.page.getByRole('article').innerText();
  const { coach = 0, row = 0, letter = '' } = passengers[0] ?? {};
  for (const told of [
    'G643',
    dayInWords('zh', trip.date),
    dayInWords('en', trip.date),
    '北京南',
    'Beijing South',
    String(coach),
    `${String(row).padStart(2, '0')}${letter}`,
    '欧**',
    document.slice(-3),
    reference,
    formatMessage('zh', 'booking.ticket.rule'),
  ])
    expect(ticket).toContain(told);
  for (const hidden of ['欧阳', document]) expect(ticket).not.toContain(hidden);
});

test('my trips have three tabs, each with an honest text and one way on when it is empty; every page tells whose time it shows and where help is', async () => {
  for (const locale of ['en', 'zh'] as const) {
    const visitor = await site.visitor({ locale });
    const { page, say } = visitor;
    await visitor.signUp();
    for (const tab of ['to-pay', 'coming', 'past']) {
      await visitor.open(`/trips?tab=${tab}`);
      expect(
        await page
          .getByRole('main')
          .getByRole('link', { name: say('trips.search') })
          .count(),
      ).toBe(1);
    }
    for (const path of ['', resultsPath, '/trips', '/find-booking', '/gate', '/nowhere']) {
      await visitor.open(path);
      const foot = page.getByRole('contentinfo');
      await foot.getByText(say('site.footer.times')).waitFor();
      await foot.getByRole('link', { name: say('site.footer.help') }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      const skip = page.locator('a[href="#content"]').first();
      expect(await skip.count()).toBe(1);
    }
  }
});

test('after all of it every invariant of verify holds', () => site.expectCleanBooks());

function serviceDate(text: string): ServiceDate {
  const date = parseServiceDate(text);
  if (date === null) throw new Error(`${text} is no day`);
  return date;
}

function dayInWords(locale: Locale, text: string): string {
  return formatServiceDate(locale, serviceDate(text));
}

/** As pages write it: no fen where there are none. */
function yuan(fens: number): string {
  return formatYuan(fen(fens), 'en').replace(/\.00$/, '');
}

/** The texts that describe a field. */
async function describedText(box: Locator): Promise<string> {
  const ids = ((await box.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
  const texts = await Promise.all(ids.map((id) => box.page().locator(`#${id}`).innerText()));
  return texts.join(' ');
}
