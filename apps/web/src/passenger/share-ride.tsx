'use client';

import { useState, useSyncExternalStore } from 'react';
import { buttonStyle } from '../ui/button-style.ts';

interface ShareRideProps {
  /** What is shared: train, day and stations, nothing that names a person or a booking. */
  ride: string;
  words: { share: string; copy: string; copied: string };
}

const never = (): (() => void) => () => undefined;

/** Hands the ride to an app of the device; copies its text where none takes it; not there where neither works. */
export function ShareRide({ ride, words }: ShareRideProps) {
  const way = useSyncExternalStore(never, wayHere, () => null);
  const [isCopied, setIsCopied] = useState(false);
  async function share(): Promise<void> {
    if (way === 'share') {
      await navigator.share({ text: ride });
      return;
    }
    await navigator.clipboard.writeText(ride);
    setIsCopied(true);
  }
  if (way === null) return null;
  return (
    <button
      type="button"
      className={buttonStyle('quiet')}
      // Whoever closes the device's own list has shared nothing, and need not be told.
      onClick={() => void share().catch(() => undefined)}
    >
      {way === 'share' ? words.share : words.copy}
      <output className="font-normal empty:hidden">{isCopied ? ` · ${words.copied}` : null}</output>
    </button>
  );
}

function wayHere(): 'share' | 'copy' | null {
  if (typeof navigator.share === 'function') return 'share';
  // Only over TLS, or on the machine itself.
  return 'clipboard' in navigator ? 'copy' : null;
}
