import { expect, test } from 'vitest';
import { cleanCopy } from './clean-copy.ts';
import { held, released, runId, seats, ticketed } from './clean-rows.ts';

const copy = cleanCopy();

test('I1: a bit that no booking explains', async () => {
  await copy.plant('north', `UPDATE seat SET sold = 1 WHERE id = ${seats[3]}`);
  expect(await copy.broken()).toEqual(['I1']);
});

test('I1: a bit of a live booking that is missing', async () => {
  await copy.plant('north', `UPDATE seat SET sold = 1 WHERE id = ${seats[0]}`);
  expect(await copy.broken()).toEqual(['I1']);
});

test('I2: two live bookings on one segment of one seat', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET seat_ids = '{${seats[0]}}' WHERE id = ${held.number}`,
  );
  expect(await copy.broken()).toEqual(['I1', 'I2']);
});

test('I3: a ticketed booking without its ticket', async () => {
  await copy.plant('north', `DELETE FROM ticket WHERE booking_id = ${ticketed.number}`);
  expect(await copy.broken()).toEqual(['I3']);
});

test('I3: a valid ticket of a booking that is not ticketed', async () => {
  await copy.plant('north', `UPDATE ticket SET booking_id = ${held.number}`);
  expect(await copy.broken()).toContain('I3');
});

test('I3: a live booking with fewer seats than passengers', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET passengers = passengers::jsonb || passengers::jsonb WHERE id = ${held.number}`,
  );
  expect(await copy.broken()).toEqual(['I3']);
});

test('I4: a seat sold in another class than it has', async () => {
  await copy.plant('north', `UPDATE seat SET class = 3 WHERE id = ${seats[1]}`);
  expect(await copy.broken()).toEqual(['I4']);
});

test('I4: a booking past the last stop of its run', async () => {
  await copy.plant('north', `UPDATE run SET segments = 3 WHERE id = ${runId}`);
  expect(await copy.broken()).toEqual(['I4']);
});

test('I4: a blocked seat that is sold', async () => {
  await copy.plant('north', `UPDATE seat SET pool = 0 WHERE id = ${seats[1]}`);
  expect(await copy.broken()).toEqual(['I4']);
});

test('I5: a hold that outlives its deadline', async () => {
  await copy.plant(
    'north',
    `UPDATE booking SET expires_at = now() - interval '2 min' WHERE id = ${held.number}`,
  );
  expect(await copy.broken()).toEqual(['I5']);
});

test('I6: a released booking that keeps its seat', async () => {
  await copy.plant('north', `UPDATE seat SET sold = 15 WHERE id = ${seats[2]}`);
  const report = await copy.verify();
  expect(report.findings.map(({ invariant }) => invariant)).toEqual(['I1', 'I6']);
  expect(report.findings[1]?.breaches[0]?.id).toBe(released.reference);
});

test('I7: a search that shows more seats than are free', async () => {
  copy.outside.counts = {
    countsOf: () =>
      Promise.resolve([{ seatClass: 'second', from: 0, to: 4, count: 3, precision: 'exact' }]),
  };
  expect(await copy.broken()).toEqual(['I7']);
});

test('I7: true counts and unknown ones are no finding', async () => {
  copy.outside.counts = {
    countsOf: () =>
      Promise.resolve([
        { seatClass: 'second', from: 2, to: 4, count: 3, precision: 'exact' },
        { seatClass: 'second', from: 0, to: 1, count: 1, precision: 'at-least' },
      ]),
  };
  expect(await copy.broken()).toEqual([]);
  copy.outside.counts = { countsOf: () => Promise.resolve(null) };
  expect(await copy.broken()).toEqual([]);
});

test('I8: a version of a run that the feed does not have', async () => {
  await copy.plant('north', `DELETE FROM outbox WHERE id = 2`);
  expect(await copy.broken()).toEqual(['I8']);
});

test('I8: a run whose version fell back', async () => {
  await copy.plant('north', `UPDATE run SET ver = 3`);
  expect(await copy.broken()).toEqual(['I8']);
});
