import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartProblem } from '@interlock/dev-env/start-problem';
import { locales, type Locale } from '@interlock/i18n/locales';
import { openBrowser } from '../browser/site.ts';
import { writeSheet, type Taken } from './contact-sheet.ts';
import { docsPictures, takeForDocs } from './docs-pictures.ts';
import { settle, takePage } from './picture.ts';
import { pageNames, shots } from './shot-list.ts';
import { fileOf, formsOf, type Shot } from './shot.ts';
import { setStage, type Stage } from './stage.ts';
import { bringTo } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.interlock/shots');
const usage = `npm run shots -- [page or shot ...]
  --docs   takes the pictures of docs/pictures anew instead
  --list   prints the names of pages and shots
Without names: every page and state, about four minutes. Pictures and a contact sheet per page: .interlock/shots/`;

/** `npm run shots`. Sets the exit code: 1 when a page did not come to the state that its shot is of. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      docs: { type: 'boolean' },
      list: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  if (values.list) return console.log(listText());
  const unknown = positionals.filter((name) => chosenBy([name]).length === 0);
  if (unknown.length > 0) throw new StartProblem(`There is no shot ${unknown.join(', ')}.`, usage);
  const began = performance.now();
  const stage = await setStage();
  try {
    if (values.docs) await takeForDocs(stage, join(root, 'docs/pictures'));
    else await takeAll(stage, chosenBy(positionals));
  } finally {
    await stage.stop();
  }
  console.log(`${Math.round((performance.now() - began) / 1000)} s`);
}

function chosenBy(names: readonly string[]): readonly Shot[] {
  if (names.length === 0) return shots;
  return shots.filter(({ name, page }) => names.includes(name) || names.includes(page));
}

function listText(): string {
  const lines = pageNames.map((page) => {
    const names = shots.filter((shot) => shot.page === page).map(({ name }) => name);
    return `${page.padEnd(14)}${names.join(' ')}`;
  });
  return [...lines, '', `docs/pictures: ${docsPictures.map(({ file }) => file).join(' ')}`].join(
    '\n',
  );
}

async function takeAll(stage: Stage, chosen: readonly Shot[]): Promise<void> {
  const taken: Taken[] = [];
  for (const shot of chosen) {
    mkdirSync(join(folder, shot.page), { recursive: true });
    for (const locale of locales) {
      try {
        taken.push(...(await takeShot(stage, shot, locale)));
      } catch (error) {
        process.exitCode = 1;
        console.error(`${shot.name} ${locale}: ${String(error)}`);
      }
    }
  }
  const browser = await openBrowser();
  for (const page of pageNames) {
    const ofPage = taken.filter(({ shot }) => shot.page === page);
    if (ofPage.length === 0) continue;
    console.log(`sheet ${await writeSheet(browser, { folder, page, taken: ofPage })}`);
  }
  await browser.close();
}

async function takeShot(stage: Stage, shot: Shot, locale: Locale): Promise<Taken[]> {
  const forms = formsOf(shot, locale);
  const visitor = await bringTo(stage, shot, { locale, width: forms[0]?.width ?? 390 });
  const taken: Taken[] = [];
  for (const form of forms) {
    const path = join(folder, shot.page, fileOf(shot, form));
    rmSync(path, { force: true });
    await settle(visitor.page, form);
    await takePage(visitor.page, { path, width: form.width });
    console.log(path.slice(root.length + 1));
    taken.push({ shot, form });
  }
  await shot.after?.(visitor, stage);
  await visitor.context.close();
  return taken;
}
