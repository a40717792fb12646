import { describe, expect, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import type { RunningCopy } from './running-copy.ts';

/** Bad travellers against the copy that `running` gives. */
export function badTravellers(running: () => RunningCopy): void {
  function add(body: object) {
    const whole = { name: '王小明', documentType: 'resident-id', ...body };
    return running().ask({ method: 'POST', path: '/travellers', as: 0, body: whole });
  }

  describe('a traveller', () => {
    test('with an identity number that cannot be is refused with its field', async () => {
      const numbers = {
        'wrong check character': '110101199003070010',
        'impossible date': '110101190002290011',
        'born in the future': '110101299903070015',
        'fifteen digits': '110101900307001',
        'a space inside': '110101 99003070018',
        empty: '',
      };
      await expectNothingChanged(running(), async () => {
        for (const document of Object.values(numbers)) {
          const answer = await add({ document });
          expectProblem(answer, 422, 'invalid-document');
          expect(answer.body['field']).toBe('document');
        }
      });
    });

    test('with a passport that cannot be is refused', async () => {
      await expectNothingChanged(running(), async () => {
        for (const document of ['E1234567890123456789', 'Е12345678', 'E12-345678', '']) {
          expectProblem(await add({ documentType: 'passport', document }), 422, 'invalid-document');
        }
      });
    });

    test('whose check character is a small x is taken', async () => {
      const answer = await add({ document: '11010119900307109x' });
      expect(answer.status).toBe(201);
    });

    test('with a name that cannot be printed is refused', async () => {
      await expectNothingChanged(running(), async () => {
        for (const name of ['', ' ', 'a\u202eb', '王\n明']) {
          expectProblem(await add({ name, document: '110101199003071103' }), 422, 'invalid-name');
        }
        expectProblem(await add({ name: 'a\0b', document: '1' }), 400, 'malformed-request');
      });
    });

    test('of somebody who is not signed in is not taken', async () => {
      const { ask } = running();
      const body = { name: '王小明', documentType: 'passport', document: 'E12345678' };
      await expectNothingChanged(running(), async () => {
        const answer = await ask({ method: 'POST', path: '/travellers', body });
        expectProblem(answer, 401, 'not-signed-in');
      });
    });
  });
}
