import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { fileOf, type Form, type PageName, type Shot } from './shot.ts';

export interface Taken {
  readonly shot: Shot;
  readonly form: Form;
}

/** A part of a sheet that can be looked at as one picture. */
const part = { width: 1640, height: 1640 };

/** All pictures of one page side by side: an HTML file with links, and the same in parts as PNG; resolves with its name. */
export async function writeSheet(
  browser: Browser,
  { folder, page, taken }: { folder: string; page: PageName; taken: readonly Taken[] },
): Promise<string> {
  const html = join(folder, `${page}.html`);
  writeFileSync(html, sheetHtml(page, taken));
  const tab = await browser.newPage({ viewport: part });
  await tab.goto(pathToFileURL(html).href);
  const height = await tab.evaluate<number>('document.documentElement.scrollHeight');
  for (let at = 0; at * part.height < height; at += 1) {
    const y = at * part.height;
    const clip = { x: 0, y, width: part.width, height: Math.min(part.height, height - y) };
    await tab.screenshot({ path: join(folder, `${page}-${at + 1}.png`), fullPage: true, clip });
  }
  await tab.close();
  return html;
}

function sheetHtml(page: PageName, taken: readonly Taken[]): string {
  const narrowFirst = taken.toSorted((a, b) => a.form.width - b.form.width);
  const figures = narrowFirst.map(({ shot, form }) => {
    const file = `${page}/${fileOf(shot, form)}`;
    const said = `${shot.name} · ${form.width} ${form.theme} ${form.locale}`;
    const width = form.width === 390 ? 390 : 796;
    return `<figure style="width:${width}px"><figcaption>${said}</figcaption><a href="${file}"><img src="${file}" width="${width}" alt="${said}"></a></figure>`;
  });
  return `<!doctype html>
<meta charset="utf-8">
<title>${page}</title>
<style>
body { margin: 8px; font: 14px sans-serif; background: #888; display: flex; flex-wrap: wrap; gap: 12px; align-items: start }
figure { margin: 0 } figcaption { padding: 2px 4px; background: #fff } img { display: block }
</style>
${figures.join('\n')}
`;
}
