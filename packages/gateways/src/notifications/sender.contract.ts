import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendAnswer } from './senders.ts';

export type SenderSubject = {
  send: (messageId: string) => Promise<SendAnswer>;
  /** How many copies with that id have arrived. */
  arrived: (messageId: string) => Promise<number>;
  /** The next message is refused, or taken without an answer. */
  refuseNext: () => Promise<void>;
  dropNext: () => Promise<void>;
  /** Ends the other side: from now on nobody listens. */
  stop: () => Promise<void>;
};

/** What every way of sending must tell apart: taken, certainly not taken, not known. */
export function senderContract(name: string, start: () => Promise<SenderSubject>): void {
  describe(`sending over ${name}`, () => {
    let subject: SenderSubject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.stop());

    it('delivers a message once, with the id it was given', async () => {
      expect(await subject.send('<first@interlock.test>')).toEqual({ kind: 'sent' });
      expect(await subject.arrived('<first@interlock.test>')).toBe(1);
    });

    it('says refused when the message was certainly not taken, and it can be sent again', async () => {
      await subject.refuseNext();
      expect(await subject.send('<second@interlock.test>')).toMatchObject({ kind: 'refused' });
      expect(await subject.arrived('<second@interlock.test>')).toBe(0);
      expect(await subject.send('<second@interlock.test>')).toEqual({ kind: 'sent' });
      expect(await subject.arrived('<second@interlock.test>')).toBe(1);
    });

    it('says unknown when the message was taken and the answer is lost', async () => {
      await subject.dropNext();
      expect(await subject.send('<third@interlock.test>')).toMatchObject({ kind: 'unknown' });
      expect(await subject.arrived('<third@interlock.test>')).toBe(1);
    });

    it('says refused when nobody listens', async () => {
      await subject.stop();
      expect(await subject.send('<fourth@interlock.test>')).toMatchObject({
        kind: 'refused',
        stage: 'connect',
      });
    });
  });
}
