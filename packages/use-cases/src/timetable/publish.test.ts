import { saveTrainPlans } from '@interlock/db/timetable';
import { addDays } from '@interlock/domain/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newBuyer } from '../testing/test-buyer.ts';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { testPlan, testRun, travelDate } from '../testing/test-railway.ts';
import { planPublication } from './plan-publication.ts';
import { publishChunk } from './publish-chunk.ts';
import { saleWindow } from './sale-window.ts';

const nextDay = addDays(travelDate, 1);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  const plans = Array.from({ length: 50 }, (_, index) =>
    testPlan({ trainId: index + 1, seats: 4, owner: index % 2 === 0 ? 'B' : 'H' }),
  );
  await platform.context.central.transact((tx) => saveTrainPlans(tx, plans));
});
afterAll(() => platform.close());

test('published twice is published once: nothing new, nothing changed', async () => {
  const chunk = { trainIds: [1, 2], date: travelDate };
  expect(await publishChunk(platform.context, chunk)).toEqual({
    runsCreated: 2,
    runsPresent: 0,
    seatsCreated: 8,
  });
  const before = await rows();
  const again = await Promise.all([1, 2, 3].map(() => publishChunk(platform.context, chunk)));
  expect(new Set(again.map((report) => JSON.stringify(report)))).toEqual(
    new Set([JSON.stringify({ runsCreated: 0, runsPresent: 2, seatsCreated: 0 })]),
  );
  expect(await rows()).toEqual(before);
});

test('of runs that are there in part the others are made, each with all its seats', async () => {
  const { context } = platform;
  await publishChunk(context, { trainIds: [4], date: nextDay });
  const made = await publishChunk(context, { trainIds: [4, 6, 8], date: nextDay });
  expect(made).toEqual({ runsCreated: 2, runsPresent: 1, seatsCreated: 8 });
});

test('a run that has sold is never touched by publishing a new version', async () => {
  await platform.context.availability.start();
  await newBuyer(platform).hold({ runId: testRun(1) });
  const before = await rows();
  const changed = { ...testPlan({ trainId: 1, seats: 40 }), version: 2 };
  await platform.context.central.transact((tx) => saveTrainPlans(tx, [changed]));
  await publishChunk(platform.context, { trainIds: [1], date: travelDate });
  expect(await rows()).toEqual(before);
});

test('what is published already is left out, the rest comes in small chunks of one day', async () => {
  const { context } = platform;
  await publishChunk(context, { trainIds: [3], date: travelDate });
  const chunks = await planPublication(context, { trainIds: [], dates: [travelDate, nextDay] });
  const wished = chunks.flatMap(({ trainIds, date }) => trainIds.map((id) => `${id} ${date}`));
  expect(new Set(wished).size).toBe(wished.length);
  expect(wished).toHaveLength(50 - 3 + 50 - 3);
  expect(wished).not.toContain(`3 ${travelDate}`);
  expect(Math.max(...chunks.map(({ trainIds }) => trainIds.length))).toBeLessThanOrEqual(20);
  expect(await planPublication(context, { trainIds: [3], dates: [travelDate] })).toEqual([]);
  expect(await planPublication(context, { trainIds: [77], dates: [travelDate] })).toEqual([]);
});

test("the sale window is fifteen railway days from the railway's today", () => {
  const now = () =>
    Date.parse('2026-12-31T16:30:00Z') as ReturnType<TestPlatform['context']['now']>;
  const days = saleWindow({ ...platform.context, now });
  expect([days.length, days[0], days.at(-1)]).toEqual([15, '2027-01-01', '2027-01-15']);
});

/** Every run and seat of both shards, as they lie there. */
async function rows(): Promise<object[]> {
  const sql = `SELECT r.id, r.ver, r.plan_id, count(s.id)::int AS seats, bit_or(s.sold) AS sold
                 FROM run r JOIN seat s ON s.run_id = r.id WHERE r.train_id IN (1, 2) GROUP BY 1, 2, 3`;
  return (
    await Promise.all([platform.copy.sql('north', sql), platform.copy.sql('south', sql)])
  ).flat();
}
