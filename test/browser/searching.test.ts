import { formatMessage } from '@interlock/i18n/message';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newDocument } from '../faults/buyer.ts';
import { shots } from '../shots/shot-list.ts';
import { stageOn } from '../shots/stage.ts';
import { bringTo } from '../shots/visit.ts';
import { dateAhead } from '../smoke/steps.ts';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
} from './page-checks.ts';
import { cancelOnPage, expectTickets, holdFromReview, passengersPath } from './purchase.ts';
import { startSite, trainOn, trip, type Site } from './site.ts';

/** No train goes from Shanghai to Xiamen: these two meet in Hangzhou, 24 minutes apart. */
const [toHangzhou, fromHangzhou] = ['G1321', 'D3122'] as const;
const scriptBytesMax = 170_000;
const results = (query: object): string =>
  `/trains?${new URLSearchParams({ ...trip, ...query }).toString()}`;
const shanghaiToXiamen = results({ from: 'AOH', to: 'XKS' });

let site: Site;

beforeAll(async () => {
  site = await startSite({ moreTrains: [toHangzhou, fromHangzhou, 'G10'] });
});
afterEach(() => site.leave());
afterAll(() => site?.stop());

test('search and results send at most 170 kB of compressed JavaScript', async () => {
  const visitor = await site.visitor();
  const { page } = visitor;
  for (const path of ['', results({})]) {
    await visitor.open(path);
    await page.waitForLoadState('networkidle');
    const bytes = await page.evaluate(`Object.values(Object.fromEntries(
      performance.getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .map(({ name, encodedBodySize }) => [name, encodedBodySize]),
    )).reduce((sum, size) => sum + size, 0)`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(scriptBytesMax);
  }
});

test('the page of parts is in no production build', async () => {
  const visitor = await site.visitor();
  expect(await visitor.open('/dev/parts')).toBe(404);
});

test('the station box shows both cities of one sound, swaps, and searches are remembered in this browser only', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  await visitor.open('');
  await page.waitForLoadState('networkidle');
  const [from, to] = ['from', 'to'].map((end) =>
    page.getByRole('combobox', { name: say(`search.${end}`) }),
  );
  await from?.fill('suzhou');
  await page.getByRole('option').first().waitFor();
  const names = await page.getByRole('option').allInnerTexts();
  expect(names[0]).toContain(say('search.city', { city: 'Suzhou' }));
  expect(names.join()).toMatch(/苏州[^]*宿州东/);
  await expectAccessible(page);
  await from?.fill('北 京');
  await page.getByRole('option').filter({ hasText: 'VNP' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await to?.fill('AOH');
  await page.getByRole('option', { name: '· AOH' }).click();
  await page.getByRole('button', { name: say('search.swap') }).click();
  expect(await from?.inputValue()).toBe('Shanghai Hongqiao');
  expect(await to?.inputValue()).toBe(say('search.city', { city: 'Beijing' }));
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.getByRole('article', { name: 'G10', exact: true }).waitFor();
  await page.waitForFunction(`localStorage.length > 0`);

  await visitor.open('');
  const recent = page.getByRole('link', { name: 'Shanghai Hongqiao → Beijing' });
  await recent.waitFor();
  await expectAccessibleInBothThemes(page);
  await recent.click();
  await page.getByRole('article', { name: 'G10', exact: true }).waitFor();
  await visitor.open('');
  await page.getByRole('button', { name: say('search.forget') }).click();
  await recent.waitFor({ state: 'detached' });
});

test('sorting and filters live in the address, are announced, and leave the focus where it is', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  await visitor.open(results({}));
  await page.waitForLoadState('networkidle');
  const status = page.locator('output').filter({ hasText: /shown/ });
  const order = () =>
    page.getByRole('article').evaluateAll((rows) => rows.map((row) => row.ariaLabel));
  expect(await order()).toEqual([trainOn.south, trainOn.north]);
  await page.getByRole('link', { name: say('results.sort.price') }).click();
  await page.waitForURL(/sort=price/);
  await status.filter({ hasText: 'cheapest first' }).waitFor({ state: 'attached' });
  const first = page.getByRole('link', { name: say('site.class.first') });
  expect(await first.count()).toBe(2);
  await page.getByRole('checkbox', { name: say('site.class.second') }).check();
  await page.waitForURL(/class=second/);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('price');
  await expect.poll(() => first.count()).toBe(0);

  await visitor.open(results({ time: 'evening' }));
  await status.filter({ hasText: '0 of 2 trains' }).waitFor({ state: 'attached' });
  await page.getByText(say('results.empty.filtered')).waitFor();
  await expectAccessible(page);
  const drop = say('results.empty.without', { part: 'time', count: 2 });
  await page.getByRole('link', { name: drop }).click();
  await page.waitForURL((url) => !url.search.includes('evening'));
  expect(await order()).toHaveLength(2);

  await page.waitForLoadState('networkidle');
  const refresh = page.getByRole('link', { name: say('site.actions.refresh') });
  const before = await status.innerText();
  // The moment is told in seconds: the same page twice within one says the same.
  const again = async () => {
    await refresh.press('Enter');
    return status.innerText();
  };
  await expect.poll(again, { timeout: 20_000, interval: 1_000 }).not.toBe(before);
  expect(await refresh.evaluate((link) => link.matches(':focus'))).toBe(true);
});

test('a way back is a search of its own that leads to the way out and keeps who travels', async () => {
  const visitor = await site.visitor({ scripts: 'off' });
  const { page, say } = visitor;
  await visitor.open('');
  await page.getByRole('combobox', { name: say('search.from') }).fill('VNP');
  await page.getByRole('combobox', { name: say('search.to') }).fill('AOH');
  await page.getByLabel(say('search.date')).fill(trip.date);
  await page.getByLabel(say('search.back')).fill(dateAhead(0));
  await page.getByLabel(say('search.travellers')).selectOption('4');
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.getByRole('link', { name: say('search.backBeforeOut') }).waitFor();
  await page.getByLabel(say('search.back')).fill(trip.date);
  await page.getByRole('button', { name: say('search.submit') }).click();
  const ways = page.getByRole('navigation', { name: say('results.trip.label') }).getByRole('link');
  await ways.nth(1).click();
  await page.getByRole('article', { name: 'G10', exact: true }).waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    from: trip.to,
    to: trip.from,
    date: trip.date,
    out: trip.date,
    n: '4',
  });
  await ways.first().click();
  await page.getByRole('article', { name: trainOn.south, exact: true }).waitFor();
});

test('where no train goes all the way, a change is offered, with the time it needs and that it is two bookings', async () => {
  const scripted = await site.visitor({ locale: 'zh' });
  await scripted.open(shanghaiToXiamen);
  const { page, say } = scripted;
  await page.getByRole('heading', { name: say('results.empty.never') }).waitFor();
  await page.getByText(say('change.rule')).waitFor();
  await expectAccessibleInBothThemes(page);

  const plain = await site.visitor({ scripts: 'off' });
  await plain.open(shanghaiToXiamen);
  const journey = plain.page.getByRole('article').filter({ hasText: fromHangzhou });
  await journey.getByRole('link', { name: toHangzhou }).waitFor();
  await journey.getByText(plain.say('change.least', { minutes: 20 })).waitFor();
  await journey.getByText(plain.say('change.tight')).waitFor();
  await journey
    .getByRole('link', { name: plain.say('site.class.second') })
    .last()
    .click();
  await plain.page.waitForURL(/\/sign-in\?/);

  await plain.open(results({}));
  await plain.page.getByRole('link', { name: plain.say('change.ask') }).click();
  await plain.page.getByRole('heading', { name: plain.say('change.title') }).waitFor();
});

test('of a journey with a change the second train is said not to be held, and offered with the same travellers once the first is ticketed', async () => {
  const visitor = await site.visitor({ locale: 'en' });
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  await program.traveller();
  await visitor.open(shanghaiToXiamen);
  const journey = page.getByRole('article').filter({ hasText: fromHangzhou });
  await journey
    .getByRole('link', { name: say('site.class.second') })
    .first()
    .click();
  await page.waitForURL(/\/book\/.*onward=/);
  await page.getByRole('checkbox', { name: /\*/ }).check();
  await page.getByRole('button', { name: say('book.continue') }).click();
  await page.waitForURL(/\/review\?/);
  await page.getByText(/This is the first of two trains\. The second, D3122 /).waitFor();
  await expectAccessible(page);
  const first = await holdFromReview(visitor);
  await site.bank.pay(await program.payPage(first));
  await program.until(first, 'is ticketed', ({ state }) => state === 'ticketed');
  await visitor.open(`/bookings/${first}`);
  await expectTickets(visitor, 1);
  await page.getByRole('heading', { name: say('change.onward.title') }).waitFor();
  await expectAccessibleInBothThemes(page);

  await visitor.open('/trips');
  await page.getByRole('link', { name: say('change.onward.book') }).click();
  await page.waitForURL(/\/book\//);
  await page.getByText(fromHangzhou).first().waitFor();
  expect(await page.getByRole('checkbox', { name: /\*/ }).isChecked()).toBe(true);
  await page.getByRole('button', { name: say('book.continue') }).click();
  await page.waitForURL(/\/review\?/);
  const second = await holdFromReview(visitor);
  expect(second).not.toBe(first);
  await visitor.open(`/bookings/${first}`);
  await expectTickets(visitor, 1);
  expect(await page.getByText(say('change.onward.title')).count()).toBe(0);
  await visitor.open(`/bookings/${second}`);
  await cancelOnPage(visitor);
});

test('how many travel is carried along: from the results, over the page of a train, and to both trains of a journey with a change', async () => {
  const visitor = await site.visitor({ locale: 'en' });
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const threeAsked = page.getByText(say('book.passengers.asked', { count: 3, left: 3 }));
  const choose = say('train.select', { class: say('site.class.first') });
  await visitor.open(results({ n: '3' }));
  await page
    .getByRole('link', { name: 'G10', exact: true })
    .or(page.getByRole('link', { name: trainOn.south, exact: true }))
    .first()
    .click();
  await page.waitForURL(/\/trains\/\d+\?/);
  // Another class of the fares, another boarding stop, a fresh look: all of them keep it.
  await page.getByRole('link', { name: say('site.class.business'), exact: true }).click();
  await page.waitForURL(/fares=business/);
  await page.getByRole('link', { name: say('site.actions.refresh') }).click();
  await page.getByRole('link', { name: choose }).click();
  await threeAsked.waitFor();

  await visitor.open(shanghaiToXiamen + '&n=3');
  const journey = page.getByRole('article').filter({ hasText: fromHangzhou });
  const hrefs = await journey
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(hrefs.length).toBeGreaterThan(4);
  expect(hrefs.filter((href) => !href.includes('n=3'))).toEqual([]);
  // The page of the first train knows the second, too.
  await journey.getByRole('link', { name: toHangzhou }).click();
  await page.waitForURL(/\/trains\/\d+\?/);
  const chooseSecond = say('train.select', { class: say('site.class.second') });
  await page.getByRole('link', { name: chooseSecond }).click();
  await page.waitForURL(/onward=/);
  await threeAsked.waitFor();
  await visitor.open(shanghaiToXiamen + '&n=3');
  await journey
    .getByRole('link', { name: say('site.class.second') })
    .last()
    .click();
  await page.waitForURL(/\/book\//);
  expect(page.url()).not.toContain('onward');
  await threeAsked.waitFor();

  // Whoever was chosen stays chosen when only the class is chosen anew.
  await page.getByRole('checkbox', { name: /\*/ }).check();
  await page.getByRole('button', { name: say('book.continue') }).click();
  await page.waitForURL(/\/review\?/);
  await page.getByRole('link', { name: say('book.review.changeClass') }).click();
  await page
    .getByRole('link', { name: choose })
    .or(page.getByRole('link', { name: chooseSecond }))
    .first()
    .click();
  await page.waitForURL(/\/book\//);
  expect(page.url()).toContain(`with=${travellerId}.adult`);
  expect(await page.getByRole('checkbox', { name: /\*/ }).isChecked()).toBe(true);
});

test('without a network a search stays as it was typed, says so, and goes on by itself when the network is back', async () => {
  const visitor = await site.visitor({ locale: 'zh' });
  const { page, say, context } = visitor;
  await visitor.open('');
  const from = page.getByRole('combobox', { name: say('search.from') });
  const to = page.getByRole('combobox', { name: say('search.to') });
  await from.fill('VNP');
  await to.fill('AOH');
  await context.setOffline(true);
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.getByText(say('offline.form.kept')).waitFor();
  await expectAccessible(page);
  expect([await from.inputValue(), await to.inputValue()]).toEqual(['VNP', 'AOH']);
  await context.setOffline(false);
  await page.waitForURL(/\/trains\?/);
  await page.getByRole('article', { name: trainOn.south, exact: true }).waitFor();
});

test('without a network the form of a passenger keeps what was typed, and saves it when asked again', async () => {
  const visitor = await site.visitor();
  const { page, say, context } = visitor;
  await visitor.signUp();
  await visitor.open(passengersPath(await site.offer('G1'), 'second'));
  const name = page.getByLabel(say('book.add.name'));
  const save = page.getByRole('button', { name: say('book.add.submit') });
  await name.fill('王小明');
  await page.getByLabel(say('book.add.number')).fill(newDocument());
  await context.setOffline(true);
  await save.click();
  await page.getByText(say('offline.form.kept')).waitFor();
  expect(await name.inputValue()).toBe('王小明');
  await context.setOffline(false);
  await page.getByText(say('offline.form.back')).waitFor();
  await save.click();
  await page.getByRole('checkbox', { name: /\*/ }).waitFor();
});

test('a train has a page of its own, with formation, stops and every fare, that fits the smallest screen', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const offer = await site.offer(trainOn.south);
  const path = `/trains/${offer.runId}?from=${offer.from.position}&to=${offer.to.position}`;
  await visitor.open(path);
  await page.getByText(say('train.formation.dining')).waitFor();
  const fares = page.getByRole('table').last();
  const yours = fares.getByRole('cell', { name: say('train.fares.yours') });
  expect(await yours.innerText()).toContain('553.5');
  await expectAccessibleInBothThemes(page);
  await page.getByRole('link', { name: say('site.class.business'), exact: true }).click();
  await page.waitForURL(/fares=business/);
  expect(await yours.innerText()).toContain('1750');
  await expectSmall(site, [path, shanghaiToXiamen, results({ from: 'city:北京', change: '1' })]);
});

test('the language switch in the middle of a form keeps everything that is typed and chosen', async () => {
  const visitor = await site.visitor({ locale: 'en' });
  const { page, say } = visitor;
  const shuo = (key: string): string => formatMessage('zh', key);
  const toChinese = async (): Promise<void> => {
    await page.getByRole('link', { name: '中文', exact: true }).click();
    await page.waitForURL(/\/zh/);
  };
  await visitor.open('');
  await page.waitForLoadState('networkidle');
  await page.getByRole('combobox', { name: say('search.from') }).fill('VNP');
  await page.getByRole('option').filter({ hasText: 'VNP' }).click();
  await page.getByRole('combobox', { name: say('search.to') }).fill('Hongqiao');
  await page.getByLabel(say('search.travellers')).selectOption('3');
  await page.getByLabel(say('search.back')).fill(trip.date);
  await toChinese();
  const box = (end: string) => page.getByRole('combobox', { name: shuo(`search.${end}`) });
  await expect.poll(() => box('from').inputValue()).toBe('北京南');
  expect(await box('to').inputValue()).toBe('上海虹桥');
  const travellers = page.getByLabel(shuo('search.travellers'));
  await expect.poll(() => travellers.inputValue()).toBe('3');
  expect(await page.getByLabel(shuo('search.back')).inputValue()).toBe(trip.date);

  const { program } = await visitor.signUpWithProgram();
  await program.traveller();
  await visitor.open(passengersPath(await site.offer(trainOn.south), 'second'));
  await page.waitForLoadState('networkidle');
  await page.getByRole('checkbox').first().check();
  await page.getByRole('checkbox', { name: say('book.seats.F') }).check();
  await page
    .locator('summary')
    .filter({ hasText: say('book.passengers.add') })
    .click();
  await page.getByLabel(say('book.add.name')).fill('Jane Montgomery');
  await page.locator('#documentType').selectOption('passport');
  await page.getByLabel(say('book.add.number')).fill('E1234567');
  await toChinese();
  const wish = page.getByRole('checkbox', { name: shuo('book.seats.F') });
  await expect.poll(() => wish.isChecked()).toBe(true);
  expect(await page.getByRole('checkbox').first().isChecked()).toBe(true);
  expect(await page.locator('#documentType').inputValue()).toBe('passport');
  expect(await page.getByLabel(shuo('book.add.name')).inputValue()).toBe('Jane Montgomery');
  expect(await page.getByLabel(shuo('book.add.number')).inputValue()).toBe('E1234567');
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
});

test('states of pages that no other test looks at break no rule of axe', async () => {
  const stage = stageOn(site);
  for (const [at, name] of statesLookedAt.entries()) {
    const shot = shots.find((one) => one.name === name);
    if (shot === undefined) throw new Error(`there is no shot ${name}`);
    const visitor = await bringTo(stage, shot, { locale: at % 2 === 0 ? 'zh' : 'en', width: 390 });
    await expectAccessible(visitor.page);
    await visitor.context.close();
  }
});

const statesLookedAt = [
  'search-missing',
  'search-choose',
  'results-stops',
  'results-not-that-day',
  'results-not-on-sale',
  'passengers-missing',
  'review-unpaid',
  'hold-more-time',
  'hold-cancel',
  'payment-unclear',
  'trips-past',
  'trips-empty',
  'sign-in-wrong',
  'sign-up-wrong',
  'find-booking-wrong',
  'find-booking-found',
  'account-deleted',
  'problem-409',
  'problem-503',
] as const;

/** No page scrolls sideways at 320 px, in either language. */
async function expectSmall(at: Site, paths: readonly string[]): Promise<void> {
  for (const locale of ['en', 'zh'] as const) {
    const visitor = await at.visitor({ locale, size: { width: 320, height: 640 } });
    for (const path of paths) {
      await visitor.open(path);
      await expectNoSidewaysScroll(visitor.page);
    }
  }
}
