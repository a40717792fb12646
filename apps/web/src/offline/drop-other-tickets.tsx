'use client';

import { useEffect } from 'react';
import { canKeep, dropOtherTickets } from './ticket-copies.ts';

/** On every page: tickets kept for somebody else than who is signed in now are deleted. */
export function DropOtherTickets({ owner }: { owner: string | null }) {
  useEffect(() => {
    // A browser that refuses to say what it keeps keeps nothing for us either.
    if (canKeep()) dropOtherTickets(owner).catch(() => undefined);
  }, [owner]);
  return null;
}
