import { type BookingId, bookingIdOf, bookingNumber } from '@interlock/domain/ids';
import type { RunId } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { type WaitingItem, createBatchQueue } from './batch-queue.ts';
import { sampleHold, sampleRelease } from './testing/shard-fixture.ts';

test('a batch takes 64 of each kind, first come first served', () => {
  const queue = createBatchQueue();
  const holds = Array.from({ length: 70 }, (_, at) => hold(at));
  const releases = Array.from({ length: 10 }, (_, at) => release(100 + at));
  for (const item of [...holds, ...releases]) queue.add(item);
  expect(queue.takeBatch()).toEqual([...holds.slice(0, 64), ...releases]);
  expect(queue.takeBatch()).toEqual(holds.slice(64));
  expect(queue.size()).toBe(0);
});

test('requests of one booking keep their order and never share a batch', () => {
  const queue = createBatchQueue();
  const [first, second, other] = [hold(1), release(1), release(2)];
  for (const item of [first, second, other]) queue.add(item);
  const batch = queue.takeBatch();
  expect(batch).toEqual([first, other]);
  // Nor does it go while the one before is under way.
  expect(queue.takeBatch()).toEqual([]);
  queue.batchEnded(batch, []);
  expect(queue.takeBatch()).toEqual([second]);
});

test('a release waits behind the hold of its booking, also when that hold did not fit its batch', () => {
  const queue = createBatchQueue();
  const holds = Array.from({ length: 65 }, (_, at) => hold(at));
  const late = release(64);
  for (const item of [...holds, late]) queue.add(item);
  expect(queue.takeBatch()).toEqual(holds.slice(0, 64));
  const next = queue.takeBatch();
  expect(next).toEqual([holds[64]]);
  queue.batchEnded(next, []);
  expect(queue.takeBatch()).toEqual([late]);
});

test('each kind has a queue of 20 batches; what was taken makes room again', () => {
  const queue = createBatchQueue();
  for (let at = 0; at < 20 * 64; at += 1) expect(queue.add(hold(at))).toBe(true);
  expect(queue.add(hold(5_000))).toBe(false);
  expect(queue.add(release(6_000))).toBe(true);
  queue.takeBatch();
  expect(queue.add(hold(5_000))).toBe(true);
});

test('what is put back comes first, before what came meanwhile', () => {
  const queue = createBatchQueue();
  const [first, second, late] = [hold(1), hold(2), hold(3)];
  for (const item of [first, second]) queue.add(item);
  const taken = queue.takeBatch();
  queue.add(late);
  queue.batchEnded(taken, taken.slice(1));
  expect(queue.takeBatch()).toEqual([second, late]);
  expect(queue.size()).toBe(0);
});

function idOf(at: number): BookingId {
  return bookingIdOf('B', BigInt(at));
}

const waiting = { resolve: () => undefined, reject: () => undefined };

function hold(at: number): WaitingItem {
  const request = sampleHold({ runId: 1 as RunId, from: 0, to: 1, bookingId: idOf(at) });
  return { kind: 'hold', request, number: bookingNumber(idOf(at)), ...waiting };
}

function release(at: number): WaitingItem {
  const request = sampleRelease(idOf(at));
  return { kind: 'release', request, number: bookingNumber(idOf(at)), ...waiting };
}
