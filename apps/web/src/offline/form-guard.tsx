'use client';

import { useEffect, useState } from 'react';

interface FormGuardProps {
  /** Said when a form is held back, and once the network is there again. */
  kept: string;
  back: string;
}

/**
 * Without a network no form leaves its page: what is typed stays where it is, and that is said. A search that was held
 * back goes on by itself once there is a network; what buys or changes something is left to its own button.
 * A form that needs no network says so with `data-offline`.
 */
export function FormGuard({ kept, back }: FormGuardProps) {
  const [state, setState] = useState<'quiet' | 'kept' | 'back'>('quiet');
  useEffect(() => {
    let waiting: HTMLFormElement | null = null;
    function holdBack(event: Event): void {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset['offline'] !== undefined) return;
      if (navigator.onLine) {
        setState('quiet');
        return;
      }
      // Before React, which listens below: its own handlers would send the form.
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = form;
      setState('kept');
    }
    function goOn(): void {
      setState((now) => (now === 'kept' ? 'back' : now));
      // Forms of server actions have no method of their own, and must not go by themselves.
      if (waiting?.isConnected && waiting.getAttribute('method') === 'get') waiting.requestSubmit();
      waiting = null;
    }
    window.addEventListener('submit', holdBack, { capture: true });
    window.addEventListener('online', goOn);
    return () => {
      window.removeEventListener('submit', holdBack, { capture: true });
      window.removeEventListener('online', goOn);
    };
  }, []);
  return (
    <output className="sticky top-0 z-40 block border-caution bg-caution-wash text-caution not-empty:border-b">
      {state === 'quiet' ? null : (
        <span className="page-width block py-2 text-15 font-semibold">
          {state === 'kept' ? kept : back}
        </span>
      )}
    </output>
  );
}
