import { expect, test } from 'vitest';
import { startLoop } from './loop.ts';
import { pageMark, turnPage } from './page-mark.ts';

test('a loop goes on after a failed round, one round at a time, and ends after the one under way', async () => {
  const reports: string[] = [];
  const seen = { rounds: 0, atOnce: 0, most: 0 };
  const loop = startLoop(
    { report: (what) => void reports.push(what) },
    {
      name: 'test',
      everyMs: 1,
      round: async () => {
        seen.rounds += 1;
        seen.atOnce += 1;
        seen.most = Math.max(seen.most, seen.atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        seen.atOnce -= 1;
        if (seen.rounds === 1) throw new Error('once');
      },
    },
  );
  await expect.poll(() => seen.rounds, { timeout: 20_000 }).toBeGreaterThan(3);
  await loop.stop();
  expect(seen).toMatchObject({ atOnce: 0, most: 1 });
  expect(reports).toEqual(['a round of a loop failed', 'a loop works again']);
});

test('pages are turned one by one, and after the last the first comes again', () => {
  const mark = pageMark('');
  turnPage(mark, ['a', 'b'], 2);
  expect(mark.after).toBe('b');
  turnPage(mark, ['c'], 2);
  expect(mark.after).toBe('');
  turnPage(mark, ['a', 'b'], 2);
  turnPage(mark, [], 2);
  expect(mark.after).toBe('');
});
