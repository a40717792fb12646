import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { programWith, type Offer } from '../smoke/program.ts';
import { offerOf } from '../smoke/steps.ts';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
} from './page-checks.ts';
import {
  cancelOnPage,
  holdButton,
  holdFromReview,
  passengersPath,
  rivalHolds,
} from './purchase.ts';
import { startSite, trip, type Site } from './site.ts';
import type { Visitor, VisitorWishes } from './visitor.ts';

/** Berths of both kinds and seats with numbers only, from Beijing West to Xi'an. */
const nightTrain = { number: 'D19', trip: { ...trip, from: 'BXP', to: 'XAY' } };

let site: Site;

beforeAll(async () => {
  site = await startSite({ moreTrains: [nightTrain.number] });
});
afterEach(() => site.leave());
afterAll(() => site?.stop());

test('seats are chosen on the plan with the keyboard alone, and exactly these are held', async () => {
  const { visitor, path } = await atPlan({ size: { width: 320, height: 700 } }, 1);
  const { page, say } = visitor;
  await expectNoSidewaysScroll(page);
  await expectAccessibleInBothThemes(page);
  const grid = page.getByRole('grid');
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('PageDown');
  const coach = (await grid.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const name = await nameOfFocus(visitor);
  expect(name.startsWith(`${coach}, row 2, seat F, window, Second class, free`)).toBe(true);
  await page.keyboard.press('Space');
  expect(await nameOfFocus(visitor)).toBe(name.replace('free', 'chosen'));
  await page.keyboard.press('Home');
  expect(await nameOfFocus(visitor)).toContain('row 2, seat A, window');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  expect(await nameOfFocus(visitor)).toContain('row 1, seat B, middle');
  await page.keyboard.press('PageUp');
  expect(await nameOfFocus(visitor)).not.toContain(coach);
  await page.getByRole('button', { name: say('seatPlan.continue') }).press('Enter');
  await page.waitForURL(/\/review\?/);
  const seat = new URL(page.url()).searchParams.get('at') ?? '';
  expect(seat).toMatch(/^\d+-2F$/);
  await expectAccessibleInBothThemes(page);
  const [coachNo] = seat.split('-');
  expect(await page.locator('main').innerText()).toContain(`Coach ${coachNo}, seat 02F`);
  const reference = await holdFromReview(visitor);
  const rows = await site.rows(
    'south',
    `SELECT s.coach, s.row_no, s.letter FROM booking b JOIN seat s ON s.id = ANY (b.seat_ids)
      WHERE b.reference = '${reference}'`,
  );
  expect(rows).toEqual([{ coach: Number(coachNo), row_no: 2, letter: 'F' }]);
  await cancelOnPage(visitor);
  const again = page.getByRole('link', { name: say('booking.expired.again') });
  expect(await again.getAttribute('href')).toContain(`at=${seat}`);
  expect(path).toContain('/seats?');
});

test('a seat lost meanwhile is said in place, the others are kept and the nearest is offered', async () => {
  const { visitor } = await atPlan({}, 2);
  const { page, say } = visitor;
  await page.getByRole('button', { name: /row 3, seat C, .*free/ }).click();
  await page.getByRole('button', { name: /row 3, seat D, .*free/ }).click();
  const [kept, wanted] = await page.locator('input[type=hidden][name=at]').all();
  const keptCode = (await kept?.getAttribute('value')) ?? '';
  const lostCode = (await wanted?.getAttribute('value')) ?? '';
  const firstGivesBack = await rivalHolds(site, lostCode);
  const offer = page.getByRole('button', { name: /Take the nearest/ });
  await offer.waitFor();
  await expectAccessibleInBothThemes(page);
  const codes = () =>
    page
      .locator('input[type=hidden][name=at]')
      .evaluateAll((inputs) => inputs.map((one) => (one as unknown as { value: string }).value));
  expect(await codes()).toEqual([keptCode]);
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.getByText(say('seatPlan.incomplete', { left: 1 })).waitFor();
  await offer.click();
  const both = await codes();
  expect(both).toHaveLength(2);
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.waitForURL(/\/review\?/);

  // Lost after the last look: nothing is held, and the page offers the nearest seats.
  const secondGivesBack = await rivalHolds(site, both[1] ?? '');
  await holdButton(visitor).click();
  await page.getByRole('alert').getByText(say('refusal.seats-taken')).waitFor();
  await page.getByRole('link', { name: /^Take Coach/ }).click();
  await page.waitForURL((url) => !url.search.includes(`at=${both[1]}`));
  await holdFromReview(visitor);
  await cancelOnPage(visitor);
  await firstGivesBack();
  await secondGivesBack();
});

test('a berth is chosen by its level: the plan has a column for each, the list names them, and exactly this berth is held', async () => {
  const { visitor } = await atPlan({ locale: 'zh' }, 1, { seatClass: 'hardSleeper' });
  const { page, say } = visitor;
  for (const level of ['L', 'M', 'U'])
    await page.getByRole('columnheader', { name: say(`seatPlan.level.${level}`) }).waitFor();
  await expectAccessible(page);
  const named = (row: number, kind: string, state: string) => {
    const said = { row, kind, state, class: say('site.class.hardSleeper') };
    const whole = say('seatPlan.berthName', { ...said, coach: 77 });
    return { name: new RegExp(`${whole.split('77')[1] ?? ''}$`) };
  };
  const faces = await page.getByRole('row').nth(1).getByRole('button').allInnerTexts();
  expect(faces).toEqual(['下', '中', '上']);
  await page.getByRole('button', named(3, 'upper', 'free')).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  expect(await nameOfFocus(visitor)).toMatch(named(4, 'lower', 'free').name);
  await page.keyboard.press('Space');
  expect(await page.getByRole('button', named(3, 'upper', 'free')).count()).toBe(1);
  await page.getByRole('link', { name: say('seatPlan.asList') }).click();
  expect(await page.getByRole('checkbox', named(4, 'lower', 'chosen')).isChecked()).toBe(true);
  await expectAccessible(page);
  expect(await placesHeld(visitor)).toEqual([{ row_no: 4, letter: 'L' }]);
});

test('seats with numbers only are chosen by their number, five abreast on the plan, and exactly these are held', async () => {
  const { visitor } = await atPlan({}, 2, { seatClass: 'hardSeat' });
  const { page } = visitor;
  expect(await page.getByRole('columnheader').count()).toBe(0);
  expect(await page.getByRole('row').first().getByRole('button').allInnerTexts()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
  await expectAccessible(page);
  await page.getByRole('button', { name: /, seat 7, Hard seat, free$/ }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await nameOfFocus(visitor)).toMatch(/, seat 15, Hard seat, free$/);
  await page.keyboard.press('Space');
  expect(await placesHeld(visitor)).toEqual([
    { row_no: 7, letter: 'N' },
    { row_no: 15, letter: 'N' },
  ]);
});

test('a plan that is asked to wait waits, keeps what was chosen, and asks nothing while nobody looks', async () => {
  const { visitor } = await atPlan({}, 1);
  const { page, say } = visitor;
  const asked: number[] = [];
  let isBusy = true;
  await page.clock.install();
  await page.route('**/data/seats/**', (route) => {
    asked.push(Date.now());
    if (!isBusy) return route.continue();
    return route.fulfill({ status: 503, headers: { 'retry-after': '600' }, body: '{}' });
  });
  await page.reload();
  await page.getByRole('button', { name: /row 3, seat C, .*free/ }).click();
  await page.clock.runFor(5_000);
  await page.getByText(say('seatPlan.paused')).waitFor();
  await expectAccessible(page);
  // The installed clock also runs by itself: what is left of the 600 s is far more than this test takes.
  for (let seconds = 0; seconds < 480; seconds += 10) await page.clock.runFor(10_000);
  expect(asked).toHaveLength(1);
  isBusy = false;
  const again = page.waitForResponse((answer) => answer.url().includes('/data/seats/'));
  // A jump, not a run: a run would go past the patience of the request before its answer can come.
  await page.clock.fastForward(125_000);
  await again;
  await page.getByText(/^Seats as of/).waitFor();
  expect(await page.getByRole('button', { name: /row 3, seat C, .*chosen/ }).count()).toBe(1);

  await pageBecomes(visitor, 'hidden');
  const before = asked.length;
  for (let minutes = 0; minutes < 10; minutes += 1) await page.clock.runFor(60_000);
  expect(asked).toHaveLength(before);
  const seenAgain = page.waitForResponse((answer) => answer.url().includes('/data/seats/'));
  await pageBecomes(visitor, 'seen');
  await page.clock.runFor(100);
  await seenAgain;
});

test('at 320 px the list of the seats does not scroll sideways, in either language', async () => {
  const { visitor, path } = await atPlan({ size: { width: 320, height: 640 } }, 2);
  const { page } = visitor;
  for (const locale of ['en', 'zh']) {
    await page.goto(`${site.network.siteUrl}/${locale}${path}&view=list`);
    // Two seats by name beside the button are the widest that this page gets.
    for (const at of [0, 1]) await page.getByRole('checkbox', { disabled: false }).nth(at).check();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test('without scripts the list has the same seats, and chooses them', async () => {
  const { visitor, path } = await atPlan({ locale: 'zh' }, 1);
  const plain = await site.visitor({ locale: 'zh', scripts: 'off' });
  await plain.context.addCookies(await visitor.context.cookies());
  await plain.open(path);
  const { page, say } = plain;
  await page.getByRole('link', { name: say('seatPlan.asList') }).click();
  const seat = page.getByRole('checkbox', { name: /可选/ }).nth(3);
  await seat.check();
  const code = await seat.getAttribute('value');
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.waitForURL(/\/review\?/);
  expect(new URL(page.url()).searchParams.getAll('at')).toEqual([code]);
});

test('after all this the books are clean', () => site.expectCleanBooks());

/** Somebody with travellers of their own, on the plan of a train: of the night train where its class is named. */
async function atPlan(
  wishes: VisitorWishes,
  passengers: number,
  { seatClass }: { seatClass?: 'hardSleeper' | 'hardSeat' } = {},
): Promise<{ visitor: Visitor; path: string }> {
  const visitor = await site.visitor(wishes);
  const { program } = await visitor.signUpWithProgram();
  const withs: string[] = [];
  for (let count = 0; count < passengers; count += 1)
    withs.push(`&with=${await program.traveller()}.adult`);
  const offer = seatClass === undefined ? await site.offer('G1') : await nightOffer();
  const ride = passengersPath(offer, seatClass ?? 'second') + withs.join('');
  await visitor.open(ride);
  await visitor.page.getByRole('button', { name: visitor.say('book.review.toPlan') }).click();
  await visitor.page.waitForURL(/\/seats\?/);
  await visitor.page.getByRole('grid').waitFor();
  const { pathname, search } = new URL(visitor.page.url());
  return { visitor, path: pathname.replace(/^\/[a-z]{2}/, '') + search };
}

function nightOffer(): Promise<Offer> {
  const program = programWith({
    apiUrl: site.network.apiUrl,
    token: site.network.demo.tokens[0] ?? '',
  });
  return offerOf(program, nightTrain.trip, nightTrain.number);
}

/** Goes on to the review, which breaks no rule of axe, holds, reads which places are held, and gives them back. */
async function placesHeld(visitor: Visitor): Promise<unknown> {
  const { page, say } = visitor;
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.waitForURL(/\/review\?.*at=/);
  await expectAccessibleInBothThemes(page);
  const reference = await holdFromReview(visitor);
  const rows = await Promise.all(
    (['north', 'south'] as const).map((shard) =>
      site.rows(
        shard,
        `SELECT s.row_no, s.letter FROM booking b, unnest(b.seat_ids) WITH ORDINALITY AS wanted (id, ord)
          JOIN seat s ON s.id = wanted.id WHERE b.reference = '${reference}' ORDER BY ord`,
      ),
    ),
  );
  await cancelOnPage(visitor);
  return rows.flat();
}

/** Somebody looks at the page, or at another tab. */
async function pageBecomes({ page }: Visitor, state: 'seen' | 'hidden'): Promise<void> {
  await page.evaluate(
    `Object.defineProperty(document, 'hidden', { value: ${state === 'hidden'}, configurable: true });
     document.dispatchEvent(new Event('visibilitychange'))`,
  );
}

function nameOfFocus({ page }: Visitor): Promise<string> {
  return page
    .locator(':focus')
    .getAttribute('aria-label')
    .then((name) => name ?? '');
}
