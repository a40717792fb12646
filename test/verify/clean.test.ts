import { reportText } from '@interlock/use-cases/verify/report';
import { expect, test } from 'vitest';
import { cleanCopy } from './clean-copy.ts';

const copy = cleanCopy();

test('a database in which everything is right has no finding', async () => {
  const report = await copy.verify();
  expect(reportText(report)).toContain('25 invariants hold');
});

test('what is no longer so at the second look is not reported', async () => {
  let looks = 0;
  const open = copy.outside.openWorkflows();
  copy.outside.openWorkflows = () => (looks++ === 0 ? [...open, 'booking/B0000000000000'] : open);
  expect(await copy.broken()).toEqual([]);
  expect(looks).toBe(2);
});
