import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const pressesMax = 150;

/** Moves the focus forward with Tab until the element has it; says on what it stood when it never does. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  return walkTo(page, { wanted, key: 'Tab' });
}

/** As tabTo, backwards. */
export async function tabBackTo(page: Page, wanted: Locator): Promise<void> {
  return walkTo(page, { wanted, key: 'Shift+Tab' });
}

/** Goes to the element and presses Enter on it. */
export async function enterOn(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Goes to the box and types. */
export async function typeInto(page: Page, box: Locator, text: string): Promise<void> {
  await tabTo(page, box);
  await page.keyboard.type(text);
}

async function walkTo(page: Page, walk: { wanted: Locator; key: string }): Promise<void> {
  const { wanted, key } = walk;
  await wanted.waitFor({ state: 'attached' });
  const passed: string[] = [];
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await hasFocus(wanted)) {
      await expectVisibleFocus(page);
      return;
    }
    passed.push(await nameOfFocused(page));
    await page.keyboard.press(key);
  }
  throw new Error(
    `${key} never reaches ${String(wanted)}; passed ${passed.slice(-40).join(' | ')}`,
  );
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === node.ownerDocument.activeElement);
}

function nameOfFocused(page: Page): Promise<string> {
  return page.locator('html').evaluate((root) => {
    const focused = root.ownerDocument.activeElement;
    const name = focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
    return `${focused?.tagName.toLowerCase() ?? ''} ${focused?.id ?? ''} ${name.trim().slice(0, 24)}`;
  });
}

/** Whoever uses the keyboard must see where they are: an outline, inside the window, under nothing else. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const seen = await page.locator(':focus').evaluate((focused) => {
    const document = focused.ownerDocument;
    const window = document.defaultView;
    const label = focused.closest('label');
    const marked = label === null ? [focused] : [focused, label];
    const hasOutline = marked.some((one) => {
      const { outlineStyle, outlineWidth } = window.getComputedStyle(one);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
    const box = focused.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
    const isInView = x >= 0 && y >= 0 && x <= window.innerWidth && y <= window.innerHeight;
    const top = document.elementFromPoint(x, y);
    const owners = [focused, label].filter((one) => one !== null);
    const isUncovered = owners.some((one) => one.contains(top) || top?.contains(one));
    return { hasOutline, isInView, isUncovered };
  });
  const visible = { hasOutline: true, isInView: true, isUncovered: true };
  expect(seen, `focus on ${await nameOfFocused(page)}`).toEqual(visible);
}
