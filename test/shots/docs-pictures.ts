import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { settle, takeWindow } from './picture.ts';
import { shots } from './shot-list.ts';
import type { Form } from './shot.ts';
import type { Stage } from './stage.ts';
import { bringTo } from './visit.ts';

interface DocsPicture extends Form {
  readonly file: string;
  readonly shot: string;
}

const small = { width: 390, theme: 'light' } as const;
const wide = { width: 1280, theme: 'light' } as const;

/** The pictures that README and docs show: one window each, sharp, at most 120 kB. */
export const docsPictures: readonly DocsPicture[] = [
  { file: 'search-zh.webp', shot: 'search', ...small, locale: 'zh' },
  { file: 'results-en.webp', shot: 'results', ...small, locale: 'en' },
  { file: 'hold-zh.webp', shot: 'hold', ...small, locale: 'zh' },
  { file: 'ticket-en.webp', shot: 'ticket-one', ...small, locale: 'en' },
  { file: 'results-wide.webp', shot: 'results', ...wide, locale: 'en' },
  { file: 'results-wide-zh-dark.webp', shot: 'results', ...wide, theme: 'dark', locale: 'zh' },
  { file: 'train-wide.webp', shot: 'train', ...wide, locale: 'zh' },
  { file: 'passengers-en.webp', shot: 'passengers', ...small, locale: 'en' },
  { file: 'seats-zh-dark.webp', shot: 'seats', ...small, theme: 'dark', locale: 'zh' },
  { file: 'review-zh.webp', shot: 'review', ...small, locale: 'zh' },
  { file: 'hold-wide-dark.webp', shot: 'hold', ...wide, theme: 'dark', locale: 'en' },
  { file: 'trips-wide.webp', shot: 'trips', ...wide, locale: 'en' },
];

const mostBytes = 120_000;
/** Sharp on a good screen, as far as the size allows. */
const scales = { 390: [2, 1.75, 1.5], 1280: [1.5, 1.25, 1] } as const;

/** Takes the pictures of the docs; throws when one cannot be small enough. */
export async function takeForDocs(stage: Stage, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const { file, shot: name, locale, width, theme } of docsPictures) {
    const shot = shots.find((one) => one.name === name);
    if (shot === undefined) throw new Error(`there is no shot ${name}`);
    const visitor = await bringTo(stage, shot, { locale, width });
    await settle(visitor.page, { width, theme });
    let bytes = Infinity;
    for (const scale of scales[width]) {
      if (bytes <= mostBytes) break;
      bytes = await takeWindow(visitor.page, { path: join(folder, file), width, scale });
    }
    if (bytes > mostBytes) throw new Error(`${file} has ${bytes} bytes, ${mostBytes} are allowed`);
    console.log(`docs/pictures/${file} ${bytes} bytes`);
    await shot.after?.(visitor, stage);
    await visitor.context.close();
  }
}
