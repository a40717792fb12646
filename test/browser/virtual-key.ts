import type { CDPSession } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** A device's own keys, as Chromium plays one for tests: it knows its user and says yes by itself. */
export interface VirtualKey {
  /** Whether the device recognises its user from now on. */
  recognise(isUser: boolean): Promise<void>;
}

/** Gives the page of this visitor a device that makes and keeps passkeys. */
export async function giveVirtualKey({ context, page }: Visitor): Promise<VirtualKey> {
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async recognise(isUser) {
      const isUserVerified = isUser;
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}
