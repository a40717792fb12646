import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import { adults, type RunningCopy } from './running-copy.ts';

/** Requests to hold seats that are badly sent or sent too often, against the copy that `running` gives. */
export function badHoldRequests(running: () => RunningCopy): void {
  describe('a request to hold', () => {
    test('that is not one clean JSON document is refused', async () => {
      const bodies = ['', 'x', '{}{}', '[', '{"a":1,"a":2}', '{"__proto__":1}', '['.repeat(10_000)];
      await expectNothingChanged(running(), async () => {
        for (const body of bodies) {
          const headers = { 'idempotency-key': randomUUID() };
          const asked = { method: 'POST', path: '/bookings', as: 0, body, headers };
          expectProblem(await running().ask(asked), 400, 'malformed-request');
        }
      });
    });

    test('without a usable key, without a token or with an unknown one is refused', async () => {
      const passengers = await adults(running(), 1);
      await expectNothingChanged(running(), async () => {
        for (const key of ['', 'two words', 'k'.repeat(5_000)]) {
          expectProblem(await running().hold({ passengers }, { key }), 400, 'key-missing');
        }
        for (const authorization of ['', 'Bearer', `Bearer ${'x'.repeat(40)}`, 'Basic eDp5']) {
          const headers = { authorization, 'idempotency-key': randomUUID() };
          const asked = { method: 'POST', path: '/bookings', body: {}, headers };
          expectProblem(await running().ask(asked), 401, 'not-signed-in');
        }
      });
    });

    test('sent twenty times at once with one key is one booking, and the key is used up', async () => {
      const { ask, hold } = running();
      const passengers = await adults(running(), 1);
      const key = randomUUID();
      const all = Array.from({ length: 20 }, () => hold({ passengers }, { key }));
      const answers = await Promise.all(all);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      const references = [...new Set(answers.map(({ body }) => body['reference']))];
      expect(references).toHaveLength(1);
      await expectNothingChanged(running(), async () => {
        expectProblem(await hold({ passengers, from: 1 }, { key }), 422, 'key-reused');
        expectProblem(await hold({ passengers }), 409, 'unpaid-booking-exists');
      });
      const path = `/bookings/${String(references[0])}`;
      expect((await ask({ method: 'DELETE', path, as: 0 })).status).toBe(200);
    });
  });
}
