import { expect, test } from 'vitest';
import { BatchesUnderWay } from './batches-under-way.ts';

test('a batch that fails goes on only when the others have been tried, and nobody begins beside it', async () => {
  const batches = new BatchesUnderWay();
  const [first, second] = [batches.enter(), batches.enter()];
  expect(batches.allowsCompany()).toBe(true);
  const steps: string[] = [];
  const alone = first.alone().then(() => steps.push('alone'));
  expect(batches.allowsCompany()).toBe(false);
  await turnsOfTheLoop();
  expect(steps).toEqual([]);
  second.leave();
  await alone;
  first.leave();
  expect(batches.allowsCompany()).toBe(true);
});

test('of two batches that fail one is put right after the other', async () => {
  const batches = new BatchesUnderWay();
  const [first, second] = [batches.enter(), batches.enter()];
  const steps: string[] = [];
  const both = [
    first.alone().then(() => steps.push('first')),
    second.alone().then(() => steps.push('second')),
  ];
  await both[0];
  await turnsOfTheLoop();
  expect(steps).toEqual(['first']);
  first.leave();
  await both[1];
  expect(batches.allowsCompany()).toBe(false);
  second.leave();
  expect(batches.allowsCompany()).toBe(true);
});

test('a batch may wait for those that were sent, and of two that wait neither waits for the other', async () => {
  const batches = new BatchesUnderWay();
  const [first, second, third] = [batches.enter(), batches.enter(), batches.enter()];
  first.send();
  expect(second.isOnly()).toBe(false);
  const waited = Promise.all([second.sentHaveEnded(), third.sentHaveEnded()]);
  first.leave();
  await waited;
  third.leave();
  expect(second.isOnly()).toBe(true);
  second.leave();
});

test('a batch that wants no company has none until it leaves', () => {
  const batches = new BatchesUnderWay();
  const place = batches.enter();
  place.refuseCompany();
  place.refuseCompany();
  expect(batches.allowsCompany()).toBe(false);
  place.leave();
  expect(batches.allowsCompany()).toBe(true);
});

function turnsOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}
