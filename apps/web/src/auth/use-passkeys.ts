import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/**
 * Whether this browser makes and uses passkeys on the page at hand, which belong to one host; `elsewhere`: at that host it
 * would. Null until scripts run: without them there is nothing to offer.
 */
export function usePasskeys(host: string): 'here' | 'elsewhere' | 'unsupported' | null {
  return useSyncExternalStore(
    never,
    () => {
      if (!browserSupportsWebAuthn()) return 'unsupported';
      return location.host === host ? 'here' : 'elsewhere';
    },
    () => null,
  );
}
