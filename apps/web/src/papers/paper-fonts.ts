import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

/** The two weights of a paper. */
export type Weight = 400 | 600;

/** Characters of one text that one font file draws. */
export interface FontRun {
  readonly file: string;
  readonly text: string;
}

interface FontPart {
  readonly file: string;
  /** Code points from and to. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** The fonts of the site, in the order in which a character looks for its glyph. */
const families = [
  { name: 'source-sans-3', part: /^latin/ },
  { name: 'noto-sans-sc', part: /./ },
];

let loaded: Promise<FontPart[]> | null = null;
const instances = new Map<string, Promise<Buffer>>();

/**
 * Cuts a text into runs of one font file each. The fonts are those of the site, which come in many small files by
 * characters; a character that none of them draws becomes a question mark.
 */
export async function fontRuns(text: string): Promise<FontRun[]> {
  loaded ??= loadParts();
  const parts = await loaded;
  const runs: { file: string; text: string }[] = [];
  for (const character of text) {
    const drawn = partOf(parts, character) === null ? '?' : character;
    const file = partOf(parts, drawn)?.file ?? '';
    const last = runs.at(-1);
    if (last?.file === file) last.text += drawn;
    else runs.push({ file, text: drawn });
  }
  return runs;
}

/** One font file as a plain TrueType font of one weight: what a PDF can embed. */
export function fontOf(file: string, weight: Weight): Promise<Buffer> {
  const key = `${file} ${weight}`;
  const known = instances.get(key) ?? instance(file, weight);
  instances.set(key, known);
  return known;
}

async function instance(file: string, weight: Weight): Promise<Buffer> {
  const parts = await (loaded ?? loadParts());
  const part = parts.find((one) => one.file === file);
  const characters = (part?.ranges ?? []).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  );
  return subsetFont(await readFile(file), characters.join(''), {
    targetFormat: 'sfnt',
    variationAxes: { wght: weight },
  });
}

function partOf(parts: FontPart[], character: string): FontPart | null {
  const point = character.codePointAt(0) ?? 0;
  return (
    parts.find(({ ranges }) => ranges.some(([from, to]) => point >= from && point <= to)) ?? null
  );
}

async function loadParts(): Promise<FontPart[]> {
  // Where npm has put the fonts is asked of Node at run time: the bundle of the pages has no place of its own.
  const find = createRequire(join(process.cwd(), 'package.json'));
  const lists = await Promise.all(
    families.map(async ({ name, part }) => {
      const list = find.resolve(`@fontsource-variable/${name}/unicode.json`);
      const ranges = JSON.parse(await readFile(list, 'utf8')) as Record<string, string>;
      return Object.entries(ranges)
        .filter(([key]) => part.test(key))
        .map(([key, text]) => ({
          file: join(
            dirname(list),
            'files',
            `${name}-${key.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`,
          ),
          ranges: rangesOf(text),
        }));
    }),
  );
  return lists.flat();
}

/** `U+4E00-4E0F,U+5200` as pairs of code points. */
function rangesOf(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [parseInt(from, 16), parseInt(to, 16)];
  });
}
