import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What is pressed is at least 24 pixels in size, or has that room: axe looks at this only when asked to. */
const alsoTargets = { rules: { 'target-size': { enabled: true } } };

/** No rule of axe is broken on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page drawn anew after an action gets its title a moment later; one that never gets it fails here.
  await expect.poll(() => page.title(), { timeout: 10_000 }).not.toBe('');
  // Colours on their way from one theme to the other are neither.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().map((animation) => animation.finished))',
  );
  const { violations } = await new AxeBuilder({ page }).options(alsoTargets).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)),
  }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

/** As expectAccessible, in the light and in the dark theme. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.locator('html').evaluate((root) => ({
    window: root.ownerDocument.defaultView.innerWidth,
    page: root.scrollWidth,
  }));
  expect(width.page, `width of ${page.url()}`).toBeLessThanOrEqual(width.window);
}

interface UsedFont {
  readonly familyName: string;
  readonly isCustomFont: boolean;
}

/** The fonts that Chromium really drew the element's text with. */
export async function fontsUsedFor(page: Page, selector: string): Promise<UsedFont[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await session.detach();
  return fonts.map(({ familyName, isCustomFont }) => ({ familyName, isCustomFont }));
}
