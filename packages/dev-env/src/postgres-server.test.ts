import { expect, test } from 'vitest';
import { sharedBuffersMb } from './postgres-server.ts';

const gigabyte = 2 ** 30;

test('three servers keep a quarter of the memory for their tables together', () => {
  expect(sharedBuffersMb(24 * gigabyte)).toBe(2048);
  expect(sharedBuffersMb(6 * gigabyte)).toBe(512);
});

test('a server has as much as Postgres gives itself on the smallest machine, and not more than 4 GB on the largest', () => {
  expect(sharedBuffersMb(gigabyte)).toBe(128);
  expect(sharedBuffersMb(512 * gigabyte)).toBe(4096);
});
