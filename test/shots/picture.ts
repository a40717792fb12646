import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const heights = { 390: 844, 1280: 800 } as const;
/** Of a long page its beginning is enough. */
const tallestPx = { 390: 2600, 1280: 1800 } as const;

export type Width = keyof typeof heights;

export function windowOf(width: Width): { width: number; height: number } {
  return { width, height: heights[width] };
}

/** Brings the page into a window and a theme and waits until nothing on it moves or loads. */
export async function settle(
  page: Page,
  { width, theme }: { width: Width; theme: 'light' | 'dark' },
): Promise<void> {
  await page.setViewportSize(windowOf(width));
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(`Promise.all([
    document.fonts.ready,
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  ]).then(() => undefined)`);
}

/** The whole page, as far as it is looked at, as a PNG file. */
export async function takePage(page: Page, { path, width }: { path: string; width: Width }) {
  await page.evaluate('window.scrollTo(0, 0)');
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width, height: Math.min(height, tallestPx[width]) };
  await page.screenshot({ path, fullPage: true, clip, caret: 'initial' });
}

/** What the window shows, as a WebP file of `scale` pixels for each of the page's. */
export async function takeWindow(
  page: Page,
  { path, width, scale }: { path: string; width: Width; scale: number },
): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const top = await page.evaluate<number>('window.scrollY');
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 82,
    captureBeyondViewport: false,
    clip: { x: 0, y: top, ...windowOf(width), scale },
  });
  await session.detach();
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(path, bytes);
  return bytes.length;
}
