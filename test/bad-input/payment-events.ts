import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import {
  eventBody,
  nowSeconds,
  sendEvent,
  signatureFor,
  statusForLength,
} from './provider-events.ts';
import type { RunningCopy } from './running-copy.ts';

/** Payment events that nobody we trust has sent, against the copy that `running` gives. */
export function badPaymentEvents(running: () => RunningCopy): void {
  describe('a payment event', () => {
    test('whose signature is not right, over exactly these bytes and now, is refused', async () => {
      const body = eventBody();
      const right = signatureFor(running(), body);
      const signatures = [
        '',
        'garbled',
        't=1',
        right.replace('v1=', 'v0='),
        signatureFor(running(), body, { secret: 'whsec_of_another_endpoint' }),
        signatureFor(running(), body, { at: nowSeconds() - 3_600 }),
        signatureFor(running(), body, { at: nowSeconds() + 3_600 }),
        signatureFor(running(), eventBody({ id: 'evt_other' })),
      ];
      const pretty = JSON.stringify(JSON.parse(body), null, 2);
      await expectNothingChanged(running(), async () => {
        for (const signature of signatures) {
          expectProblem(await sendEvent(running(), body, signature), 400, 'bad-signature');
        }
        for (const changed of [pretty, `\uFEFF${body}`, gzipSync(body), '']) {
          expectProblem(await sendEvent(running(), changed, right), 400, 'bad-signature');
        }
      });
    });

    test('of the other mode, of no sense or of five megabytes is refused', async () => {
      const bodies = [eventBody({ livemode: true }), 'null', '[]', 'x', '{"object":"event"}'];
      await expectNothingChanged(running(), async () => {
        for (const body of bodies) {
          expectProblem(await sendEvent(running(), body), 400, 'bad-signature');
        }
        expect(await statusForLength(running(), 5_000_000)).toBe(413);
      });
    });

    test('of a kind we do not use is taken and changes nothing', async () => {
      await expectNothingChanged(running(), async () => {
        const answer = await sendEvent(running(), eventBody({ type: 'customer.created' }));
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ outcome: 'ignored' });
      });
    });
  });
}
