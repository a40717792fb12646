import { describe, expect, test } from 'vitest';
import { dateAhead } from '../smoke/steps.ts';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import type { RunningCopy } from './running-copy.ts';

/** Bad searches against the copy that `running` gives. */
export function badSearches(running: () => RunningCopy): void {
  function search(change: Record<string, string>) {
    const { ask, trip } = running();
    return ask({ path: `/availability?${new URLSearchParams({ ...trip, ...change })}` });
  }

  describe('a search', () => {
    test('for an unknown station names the field', async () => {
      const answer = await search({ to: 'QQQ' });
      expectProblem(answer, 422, 'unknown-station');
      expect(answer.body['field']).toBe('to');
    });

    test('from a station to itself is refused', async () => {
      expectProblem(await search({ to: 'VNP' }), 422, 'same-station');
    });

    test('on a day that is over, not yet on sale or no day at all is refused', async () => {
      expectProblem(await search({ date: dateAhead(-1) }), 422, 'date-in-the-past');
      expectProblem(await search({ date: dateAhead(15) }), 422, 'date-beyond-sale-window');
      for (const date of [
        '2026-02-30',
        '10000-01-01',
        'today',
        '',
        '2026-11-24T00:00',
        '２０２６-１１-２４',
      ]) {
        expectProblem(await search({ date }), 422, 'invalid-date');
      }
    });

    test('with odd text finds nothing and breaks nothing', async () => {
      const oddities = [
        'ＶＮＰ',
        'VNP\u200b',
        '\u202eVNP',
        '🚄',
        "' OR 1=1 --",
        '%',
        'VNP\0',
        '{"$ne":null}',
        'city:',
        '../../etc/passwd',
        'constructor',
        '__proto__',
      ];
      await expectNothingChanged(running(), async () => {
        for (const from of oddities) expectProblem(await search({ from }), 422, 'unknown-station');
      });
    });

    test('with half a surrogate pair, a broken escape or a repeated parameter is answered', async () => {
      const { ask } = running();
      const paths = [
        '/availability?from=%ED%A0%80&to=AOH&date=2026-11-24',
        '/availability?from=%E0%A4%A&to=AOH&date=2026-11-24',
        '/availability?from=%00&to=AOH&date=2026-11-24',
      ];
      for (const path of paths) expect((await ask({ path })).status).toBe(422);
      const many = `/availability?${'from=VNP&'.repeat(500)}to=AOH&date=2026-11-24`;
      expectProblem(await ask({ path: many }), 400, 'malformed-request');
    });

    test('with an address of a hundred kilobytes is refused before it is read', async () => {
      const answer = await running().ask({ path: `/availability?from=${'x'.repeat(100_000)}` });
      expectProblem(answer, 431, 'headers-too-large');
    });
  });
}
