import { describe, expect, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import type { RunningCopy } from './running-copy.ts';

const requests = [
  { method: 'GET', end: '' },
  { method: 'DELETE', end: '' },
  { method: 'POST', end: '/payment' },
];

/** Bad requests about a booking against the copy that `running` gives. */
export function badBookings(running: () => RunningCopy): void {
  async function expectUnknown(reference: string, as: number): Promise<void> {
    for (const { method, end } of requests) {
      const answer = await running().ask({ method, path: `/bookings/${reference}${end}`, as });
      expectProblem(answer, 404, 'unknown-booking');
    }
  }

  describe('a booking', () => {
    test('that never was is unknown, whatever its reference looks like', async () => {
      const references = ['H0000000000', 'nonsense', '%27%20OR%201=1', '%00', '1', 'x'.repeat(90)];
      await expectNothingChanged(running(), async () => {
        for (const reference of references) await expectUnknown(reference, 0);
      });
    });

    test("of somebody else is as unknown, and stays the owner's", async () => {
      const { ask, hold, addTraveller } = running();
      const passengers = [{ travellerId: await addTraveller(1), type: 'adult' }];
      const held = await hold({ passengers }, { as: 1 });
      expect(held.status).toBe(201);
      const reference = String(held.body['reference']);
      await expectNothingChanged(running(), () => expectUnknown(reference, 0));
      const mine = await ask({ path: `/bookings/${reference.toLowerCase()}`, as: 1 });
      expect(mine.body['state']).toBe('held');
      const cancelled = await ask({ method: 'DELETE', path: `/bookings/${reference}`, as: 1 });
      expect(cancelled.body['phase']).toBe('cancelled');
      await expectNothingChanged(running(), async () => {
        const path = `/bookings/${reference}`;
        expectProblem(
          await ask({ method: 'POST', path: `${path}/payment`, as: 1 }),
          409,
          'hold-ended',
        );
        const again = await ask({ method: 'DELETE', path, as: 1 });
        expect(again.body['phase']).toBe('cancelled');
      });
    });
  });
}
