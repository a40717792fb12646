import { expect } from 'vitest';
import { newDocument } from '../faults/buyer.ts';
import { enterOn, tabBackTo, tabTo, typeInto } from './keyboard.ts';
import { expectAccessible, expectAccessibleInBothThemes } from './page-checks.ts';
import { expectTickets, holdButton, payButton, referenceOfPage } from './purchase.ts';
import { trainOn } from './site.ts';
import type { Visitor } from './visitor.ts';

/** Types into a station box, waits for the list, and takes the option of this name. */
async function chooseStation(
  { page, say }: Visitor,
  station: { box: 'from' | 'to'; typed: string; name: string },
): Promise<void> {
  const box = page.getByRole('combobox', { name: say(`search.${station.box}`) });
  await typeInto(page, box, station.typed);
  const options = page.getByRole('option');
  const wanted = options.filter({ hasText: station.name }).first();
  await wanted.waitFor();
  const names = await options.allInnerTexts();
  const place = names.findIndex((name) => name.includes(station.name));
  for (let presses = 0; presses <= place; presses += 1) await page.keyboard.press('ArrowDown');
  expect(await wanted.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe(station.name);
}

interface Search {
  readonly from: { typed: string; name: string };
  readonly to: { typed: string; name: string };
}

/** From the first page to the passengers of one train, only with keys, looking at each page. */
export async function searchWithKeys(visitor: Visitor, { from, to }: Search): Promise<void> {
  const { page, say } = visitor;
  await chooseStation(visitor, { box: 'from', ...from });
  await chooseStation(visitor, { box: 'to', ...to });
  const tomorrow = page.getByRole('button', { name: say('search.tomorrow') });
  await tabTo(page, tomorrow);
  await page.keyboard.press('Space');
  expect(await tomorrow.getAttribute('aria-pressed')).toBe('true');
  await enterOn(page, page.getByRole('button', { name: say('search.submit') }));
  await page.waitForURL(/\/trains\?/);
  const train = page.getByRole('article', { name: trainOn.south, exact: true });
  await train.waitFor();
  await expectAccessibleInBothThemes(page);
  await enterOn(page, train.locator('summary'));
  await train.getByRole('table').first().waitFor();
  await tabBackTo(page, train.getByRole('link', { name: trainOn.south, exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/trains\/\d+/);
  await expectAccessibleInBothThemes(page);
  const second = say('train.select', { class: say('site.class.second') });
  await enterOn(page, page.getByRole('link', { name: second }));
}

/** Adds a passenger in place; a wrong number is told on leaving the field, before anything is sent. */
export async function addPassengerWithKeys({ page, say }: Visitor, name: string): Promise<void> {
  const opener = page.locator('summary').filter({ hasText: say('book.passengers.add') });
  const nameBox = page.getByLabel(say('book.add.name'));
  await tabTo(page, opener);
  if (!(await nameBox.isVisible())) await page.keyboard.press('Enter');
  await typeInto(page, nameBox, name);
  const number = newDocument();
  const numberBox = page.getByLabel(say('book.add.number'));
  await typeInto(page, numberBox, `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`);
  await page.keyboard.press('Tab');
  await page.getByText(say('book.add.badCheckDigit')).waitFor();
  expect(await numberBox.getAttribute('aria-invalid')).toBe('true');
  await tabBackTo(page, numberBox);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(number);
  await enterOn(page, page.getByRole('button', { name: say('book.add.submit') }));
  const [, after = ''] = say('book.add.saved', { name: '\n' }).split('\n');
  await page.locator('output').filter({ hasText: after.trim() }).waitFor();
}

/** Passengers, seat wish, review and hold; resolves with the reference. */
export async function holdWithKeys(visitor: Visitor): Promise<string> {
  const { page, say } = visitor;
  await tabTo(page, page.getByRole('checkbox', { name: say('book.seats.F') }));
  await page.keyboard.press('Space');
  await expectAccessibleInBothThemes(page);
  await enterOn(page, page.getByRole('button', { name: say('book.continue') }));
  await page.waitForURL(/\/review\?/);
  await expectAccessibleInBothThemes(page);
  await enterOn(page, holdButton(visitor));
  const reference = await referenceOfPage(visitor);
  await payButton(visitor).waitFor();
  await expectAccessibleInBothThemes(page);
  return reference;
}

/** The hosted page, where arrows choose the card, and back to the tickets. */
export async function payWithKeys(visitor: Visitor, tickets: number): Promise<void> {
  const { page } = visitor;
  await enterOn(page, payButton(visitor));
  await page.waitForURL(/\/pay\//);
  await expectAccessible(page);
  await tabTo(page, page.locator('input[value=accepted]'));
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('input[value=declined]').isChecked()).toBe(true);
  await page.keyboard.press('ArrowUp');
  expect(await page.locator('input[value=accepted]').isChecked()).toBe(true);
  await enterOn(page, page.locator('button[value=pay]'));
  await expectTickets(visitor, tickets);
  await expectAccessibleInBothThemes(page);
}
