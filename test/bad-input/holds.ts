import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import type { RunningCopy } from './running-copy.ts';

/** Bad requests to hold seats against the copy that `running` gives. */
export function badHolds(running: () => RunningCopy): void {
  async function passengers(count: number) {
    const ids = await Promise.all(Array.from({ length: count }, () => running().addTraveller(0)));
    return ids.map((travellerId) => ({ travellerId, type: 'adult' }));
  }

  /** Asks with each change and expects the same problem, and no row moved. */
  async function expectRefused(problem: [number, string], changes: object[]): Promise<void> {
    await expectNothingChanged(running(), async () => {
      for (const change of changes) expectProblem(await running().hold(change), ...problem);
    });
  }

  describe('a hold', () => {
    test('for nobody, for six or for the same passenger twice is refused', async () => {
      const six = await passengers(6);
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
      const one = await passengers(1);
      await expectRefused(
        [404, 'unknown-run'],
        [
          { passengers: one, runId: 1 },
          { passengers: one, runId: Number.MAX_SAFE_INTEGER },
        ],
      );
      await expectRefused(
        [422, 'same-station'],
        [
          { passengers: one, from: 3, to: 3 },
          { passengers: one, from: 5, to: 2 },
        ],
      );
      await expectRefused([422, 'unknown-station'], [{ passengers: one, from: 0, to: 99 }]);
      await expectRefused([422, 'unknown-class'], [{ passengers: one, class: 'hardSleeper' }]);
      await expectRefused([422, 'invalid-input'], [{ passengers: one, class: 'steerage' }]);
    });

    test('with numbers that are none is refused', async () => {
      const one = await passengers(1);
      const changes = [-1, 1.5, 1e300, '3', null, true, [], {}].map((from) => ({
        passengers: one,
        from,
      }));
      await expectRefused([422, 'invalid-input'], changes);
    });

    test('with anything beyond what may be asked is refused', async () => {
      const one = await passengers(1);
      const keys = ['price', 'priceFen', 'currency', 'state', 'userId', 'expiresAt', 'constructor'];
      const changes = keys.map((key) => ({ passengers: one, [key]: 1 }));
      await expectRefused([400, 'malformed-request'], changes);
    });

    test('that is not one clean JSON document is refused', async () => {
      const { ask } = running();
      const bodies = ['', 'x', '{}{}', '[', '{"a":1,"a":2}', '{"__proto__":1}', '['.repeat(10_000)];
      await expectNothingChanged(running(), async () => {
        for (const body of bodies) {
          const headers = { 'idempotency-key': randomUUID() };
          const answer = await ask({ method: 'POST', path: '/bookings', as: 0, body, headers });
          expectProblem(answer, 400, 'malformed-request');
        }
      });
    });

    test('without a usable key, without a token or with an unknown one is refused', async () => {
      const one = await passengers(1);
      const { ask, hold } = running();
      await expectNothingChanged(running(), async () => {
        for (const key of ['', 'two words', 'k'.repeat(5_000)]) {
          expectProblem(await hold({ passengers: one }, { key }), 400, 'key-missing');
        }
        for (const authorization of ['', 'Bearer', `Bearer ${'x'.repeat(40)}`, 'Basic eDp5']) {
          const headers = { authorization, 'idempotency-key': randomUUID() };
          const answer = await ask({ method: 'POST', path: '/bookings', body: {}, headers });
          expectProblem(answer, 401, 'not-signed-in');
        }
      });
    });

    test('asked twenty times at once with one key is one booking', async () => {
      const one = await passengers(1);
      const { ask, hold } = running();
      const key = randomUUID();
      const all = Array.from({ length: 20 }, () => hold({ passengers: one }, { key }));
      const answers = await Promise.all(all);
      const references = new Set(answers.map(({ body }) => body['reference']));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(references.size).toBe(1);
      await expectNothingChanged(running(), async () => {
        expectProblem(await hold({ passengers: one, from: 1 }, { key }), 422, 'key-reused');
        expectProblem(await hold({ passengers: one }), 409, 'unpaid-booking-exists');
      });
      const [reference] = references;
      const cancelled = await ask({ method: 'DELETE', path: `/bookings/${reference}`, as: 0 });
      expect(cancelled.status).toBe(200);
    });
  });
}
