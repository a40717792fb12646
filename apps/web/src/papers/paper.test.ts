import { expect, it } from 'vitest';
import { fontRuns } from './paper-fonts.ts';
import { Paper } from './paper.ts';

it('draws Chinese and Latin with the fonts of the site, and a question mark for what they lack', async () => {
  const runs = await fontRuns('G1 北京南 – 上海虹桥 🚄');
  expect(runs.map(({ text }) => text).join('')).toBe('G1 北京南 – 上海虹桥 ?');
  const fileOf = (text: string) => runs.find((run) => run.text.includes(text))?.file ?? '';
  expect(fileOf('G1')).toMatch(/source-sans-3-latin-/);
  expect(fileOf('虹')).toMatch(/noto-sans-sc-/);
  // A space is as wide as the Latin font has it: the Chinese files bring none.
  expect(fileOf(' ')).toMatch(/source-sans-3-latin-/);
});

it('embeds the fonts it draws with, and names in its title what it is told', async () => {
  const paper = new Paper({ title: 'Reference H4K7M2P9QX', language: 'zh-CN' });
  paper.document.addPage();
  const place = { x: 48, y: 80 };
  const width = await paper.line('上海虹桥 Shanghai', place, { size: 20, weight: 600 });
  expect(width).toBeGreaterThan(120);
  const below = await paper.paragraph(
    '请携带所示证件。'.repeat(12),
    { ...place, width: 200 },
    { size: 11 },
  );
  expect(below).toBeGreaterThan(80 + 5 * 11);
  const bytes = (await paper.end()).toString('latin1');
  expect(bytes).toMatch(/NotoSansSC/);
  expect(bytes).toMatch(/SourceSans3/);
  expect(bytes).toMatch(/\/FontFile2/);
  expect(bytes).toContain('/Lang (zh-CN)');
});
