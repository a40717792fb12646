import { expect, test } from 'vitest';
import { replaceLost } from './replace-lost.ts';

test('each lost seat is replaced by the one offered for it, the others stay where they were', () => {
  const nearest = ['7-13F', '7-14A'];
  expect(replaceLost(['7-12F', '7-12D', '7-12C'], { lost: ['7-12C', '7-12F'], nearest })).toEqual([
    '7-14A',
    '7-12D',
    '7-13F',
  ]);
});

test('with fewer offers than losses, or nothing lost, nothing is replaced', () => {
  expect(replaceLost(['7-12F'], { lost: ['7-12F'], nearest: [] })).toBeNull();
  expect(replaceLost(['7-12F'], { lost: [], nearest: ['7-13F'] })).toBeNull();
});
