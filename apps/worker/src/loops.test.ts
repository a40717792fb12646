import type { ShardName } from '@interlock/domain/ids';
import { newBuyer, setDeadline, stateOf } from '@interlock/use-cases/testing/test-buyer';
import { openTestPlatform, type TestPlatform } from '@interlock/use-cases/testing/test-platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepTemporalWorkers } from './keep-temporal-workers.ts';
import { startLoops } from './loops.ts';

const north = 'north' as ShardName;
const patience = { timeout: 20_000, interval: 50 };

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish({ trainId: 1 });
  await platform.context.availability.start();
});
afterAll(() => platform.close());

test('with Temporal away expired holds are freed by themselves, and everything stops when asked', async () => {
  const held = await newBuyer(platform).hold();
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  platform.processes.state = 'unavailable';
  const loops = startLoops(platform.context, [north]);
  await expect
    .poll(() => stateOf(platform, held.id), patience)
    .toEqual({ booking: 'released expired', payments: [] });
  await Promise.all(loops.map((loop) => loop.stop()));
});

test('a worker without Temporal keeps trying and can be stopped', async () => {
  const workers = keepTemporalWorkers(platform.context, {
    address: '127.0.0.1:1',
    namespace: 'nowhere',
    shards: [north],
  });
  const tries = () => platform.reports.filter(({ what }) => what === 'no Temporal workers').length;
  await expect.poll(tries, patience).toBeGreaterThanOrEqual(1);
  await workers.stop();
});
