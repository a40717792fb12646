import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
} from './page-checks.ts';
import { startSite, trainOn, trip, type Site } from './site.ts';

/** Harbin West to Beijing, whose city has another station with trains to Shanghai. */
const toBeijing = 'G102';
const scriptBytesMax = 170_000;
const results = (query: object): string =>
  `/trains?${new URLSearchParams({ ...trip, ...query }).toString()}`;
const harbinToShanghai = results({ from: 'VAB' });

let site: Site;

beforeAll(async () => {
  site = await startSite({ moreTrains: [toBeijing, 'G10', 'G7199'] });
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
  const [from, to] = ['from', 'to'].map((end) =>
    page.getByRole('combobox', { name: say(`search.${end}`) }),
  );
  await from?.fill('suzhou');
  await page.getByRole('option').first().waitFor();
  const names = await page.getByRole('option').allInnerTexts();
  expect(names[0]).toContain(say('search.city', { city: 'Suzhou' }));
  expect(names.join()).toMatch(/苏州.*宿州东/);
  await expectAccessible(page);
  await from?.fill('北 京');
  await page.getByRole('option').nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await to?.fill('AOH');
  await page.getByRole('option', { name: 'AOH' }).click();
  await page.getByRole('button', { name: say('search.swap') }).click();
  expect(await from?.inputValue()).toBe('Shanghai Hongqiao');
  expect(await to?.inputValue()).toBe(say('search.city', { city: 'Beijing' }));
  await page.getByRole('button', { name: say('search.submit') }).click();
  await page.getByRole('article', { name: 'G10', exact: true }).waitFor();

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
  const status = page.locator('output').filter({ hasText: /shown/ });
  const order = () =>
    page.getByRole('article').evaluateAll((rows) => rows.map((row) => row.ariaLabel));
  expect(await order()).toEqual([trainOn.south, trainOn.north]);
  await page.getByRole('link', { name: say('results.sort.price') }).click();
  await page.waitForURL(/sort=price/);
  await status.filter({ hasText: 'cheapest first' }).waitFor();
  const business = page.getByRole('checkbox', { name: say('site.class.business') });
  await business.check();
  await page.getByRole('checkbox', { name: say('results.filter.evening') }).check();
  await page.waitForURL(/time=evening/);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('price');
  await status.filter({ hasText: '0 of 2 trains' }).waitFor();
  await page.getByText(say('results.empty.filtered')).waitFor();
  await expectAccessible(page);
  const drop = say('results.empty.without', { part: 'time', count: 2 });
  await page.getByRole('link', { name: drop }).click();
  await page.waitForURL((url) => !url.search.includes('evening'));
  expect(await order()).toHaveLength(2);

  const refresh = page.getByRole('link', { name: say('site.actions.refresh') });
  const before = await status.innerText();
  await refresh.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => status.innerText(), { timeout: 20_000 }).not.toBe(before);
  expect(await refresh.evaluate((link) => link.matches(':focus'))).toBe(true);
});

test('where no train goes all the way, a change is offered, with the way across the city and that it is two bookings', async () => {
  const scripted = await site.visitor({ locale: 'zh' });
  await scripted.open(harbinToShanghai);
  const { page, say } = scripted;
  await page.getByRole('heading', { name: say('results.empty.title') }).waitFor();
  await page.getByText(say('change.rule')).waitFor();
  await expectAccessibleInBothThemes(page);

  const plain = await site.visitor({ scripts: 'off' });
  await plain.open(harbinToShanghai);
  const journey = plain.page.getByRole('article').filter({ hasText: toBeijing }).first();
  await journey
    .getByText(/Beijing South/)
    .first()
    .waitFor();
  await journey.getByText(plain.say('change.least', { minutes: 120 })).waitFor();
  await journey
    .getByRole('link', { name: plain.say('site.class.second') })
    .last()
    .click();
  await plain.page.waitForURL(/\/sign-in\?/);

  await plain.open(results({}));
  await plain.page.getByRole('link', { name: plain.say('change.ask') }).click();
  await plain.page.getByRole('heading', { name: plain.say('change.title') }).waitFor();
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
  expect(await yours.innerText()).toContain('1748');
  await expectSmall(site, [path, harbinToShanghai, results({ from: 'city:北京', change: '1' })]);
});

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
