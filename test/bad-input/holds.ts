import { randomUUID } from 'node:crypto';
import { describe, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import { adults, type RunningCopy } from './running-copy.ts';

/** Requests to hold seats that mean nothing we sell, against the copy that `running` gives. */
export function badHolds(running: () => RunningCopy): void {
  const expectRefused = refusedBy(running);
  describe('a hold', () => {
    test('for nobody, for six or for the same passenger twice is refused', async () => {
      const six = await adults(running(), 6);
      await expectRefused([422, 'no-passengers'], [{ passengers: [] }]);
      await expectRefused([422, 'too-many-passengers'], [{ passengers: six }]);
      const twice = [six[0]!, six[0]!];
      await expectRefused([422, 'same-passenger-twice'], [{ passengers: twice }]);
    });

    test("for somebody else's passenger is as unknown as for nobody's", async () => {
      const stranger = await running().addTraveller(1);
      const wanted = [stranger, randomUUID(), "' OR 1=1", 'x'];
      const changes = wanted.map((travellerId) => ({
        passengers: [{ travellerId, type: 'adult' }],
      }));
      await expectRefused([404, 'unknown-passenger'], changes);
    });

    test('on a run, a stretch or a class that is not there is refused', async () => {
      const passengers = await adults(running(), 1);
      const last = Number.MAX_SAFE_INTEGER;
      await expectRefused(
        [404, 'unknown-run'],
        [1, last].map((runId) => ({ passengers, runId })),
      );
      await expectRefused([422, 'same-station'], [{ passengers, from: 3, to: 3 }]);
      await expectRefused([422, 'wrong-direction'], [{ passengers, from: 5, to: 2 }]);
      await expectRefused([422, 'unknown-station'], [{ passengers, from: 0, to: 99 }]);
      await expectRefused([422, 'unknown-class'], [{ passengers, class: 'hardSleeper' }]);
    });

    test('with a class, a number or a wish that is none is refused', async () => {
      const passengers = await adults(running(), 1);
      const numbers = [-1, 1.5, 1e300, '3', null, true, [], {}];
      await expectRefused(
        [422, 'invalid-input'],
        numbers.map((from) => ({ passengers, from })),
      );
      await expectRefused(
        [422, 'invalid-input'],
        [
          { passengers, class: 'steerage' },
          { passengers, seatLetters: ["1A' OR 1"] },
          { passengers, contact: { email: 'a@example.com\r\nBcc: b@example.com' } },
        ],
      );
    });

    test('with anything beyond what may be asked is refused', async () => {
      const passengers = await adults(running(), 1);
      const keys = ['price', 'priceFen', 'currency', 'state', 'userId', 'expiresAt', 'constructor'];
      await expectRefused(
        [400, 'malformed-request'],
        keys.map((key) => ({ passengers, [key]: 1 })),
      );
    });
  });
}

/** Requests for particular seats that nobody can have. */
export function badSeats(running: () => RunningCopy): void {
  const expectRefused = refusedBy(running);
  describe('a hold', () => {
    test('for seats that are not there, named twice or not one for each passenger is refused', async () => {
      const passengers = await adults(running(), 2);
      const seat = (row: number) => ({ coach: 4, row, letter: 'A' });
      const none = { coach: 4, row: 999, letter: 'A' };
      await expectRefused([422, 'unknown-seat'], [{ passengers, seats: [seat(2), none] }]);
      await expectRefused([422, 'same-seat-twice'], [{ passengers, seats: [seat(2), seat(2)] }]);
      await expectRefused(
        [422, 'seat-count-differs'],
        [[seat(2)], [seat(2), seat(3), seat(4)]].map((seats) => ({ passengers, seats })),
      );
      const wrong = [null, 'x', [1], [{}], [{ ...none, row: '1' }], [{ ...none, letter: 'E' }]];
      await expectRefused(
        [422, 'invalid-input'],
        wrong.map((seats) => ({ passengers, seats })),
      );
    });
  });
}

/** Asks with each change and expects the same problem, and no row moved. */
function refusedBy(running: () => RunningCopy) {
  return async (problem: [number, string], changes: object[]): Promise<void> => {
    await expectNothingChanged(running(), async () => {
      for (const change of changes) expectProblem(await running().hold(change), ...problem);
    });
  };
}
