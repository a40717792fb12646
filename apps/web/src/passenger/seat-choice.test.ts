import { parseSeatCode } from '@interlock/domain/seat-place';
import { expect, test } from 'vitest';
import { afterNews, afterOffer, afterToggle, offerFor, type SeatChoice } from './seat-choice.ts';

const none: SeatChoice = { asOf: 0, taken: new Set(), chosen: [], lost: [] };
const codes = ['7-12A', '7-12C', '7-12D', '7-12F', '8-1A'];
const coaches = [7, 8].map((no) => ({
  no,
  seats: codes.map((code) => ({ ...parseSeatCode(code)!, code })).filter((one) => one.coach === no),
}));

test('a seat lost meanwhile leaves the others chosen, and the nearest free one is offered', () => {
  const choice = afterNews(
    { ...none, chosen: ['7-12F', '7-12D'] },
    { asOf: 5, taken: ['7-12F', '7-12A'] },
  );
  expect(choice).toMatchObject({ asOf: 5, chosen: ['7-12D'], lost: ['7-12F'] });
  const offer = offerFor(choice, coaches).map(({ code }) => code);
  expect(offer).toEqual(['7-12C']);
  expect(afterOffer(choice, offer, 2)).toMatchObject({ chosen: ['7-12D', '7-12C'], lost: [] });
});

test('a lost seat stays said until it is free again or another is chosen for it', () => {
  const lost = afterNews({ ...none, chosen: ['7-12F'] }, { asOf: 1, taken: ['7-12F'] });
  expect(afterNews(lost, { asOf: 2, taken: ['7-12F', '7-12A'] }).lost).toEqual(['7-12F']);
  expect(afterNews(lost, { asOf: 2, taken: [] }).lost).toEqual([]);
  expect(afterToggle(lost, '7-12C', 1)).toMatchObject({ chosen: ['7-12C'], lost: [] });
});

test('no more seats than passengers are chosen, a taken one never, one alone moves', () => {
  const two = { ...none, chosen: ['7-12A', '7-12C'] };
  expect(afterToggle(two, '7-12D', 2)).toBeNull();
  expect(afterToggle(two, '7-12A', 2)?.chosen).toEqual(['7-12C']);
  const taken = { ...none, taken: new Set(['7-12F']) };
  expect(afterToggle(taken, '7-12F', 2)).toBe(taken);
  expect(afterToggle({ ...none, chosen: ['7-12A'] }, '8-1A', 1)?.chosen).toEqual(['8-1A']);
});
