'use client';

import { useEffect, useState } from 'react';
import { Banner } from '../ui/banner.tsx';
import { canKeep, keepTicket, startWorker } from './ticket-copies.ts';

interface KeepTicketProps {
  /** Names the account without saying which it is. */
  owner: string;
  path: string;
  label: string;
  /** Shown when the page is read without a network. */
  copyText: string;
}

/** Makes a ticket readable without a network from now on; says so when what is shown is the copy. */
export function KeepTicket({ owner, path, label, copyText }: KeepTicketProps) {
  const [isCopy, setIsCopy] = useState(false);
  useEffect(() => {
    if (!canKeep()) return;
    keepTicket(owner, { path, label })
      .then((isOnline) => (isOnline ? startWorker() : setIsCopy(true)))
      // A browser that keeps nothing (no room, private mode) still shows the ticket.
      .catch(() => undefined);
  }, [owner, path, label]);
  return (
    <div aria-live="polite" className="no-print empty:hidden">
      {isCopy ? <Banner tone="caution">{copyText}</Banner> : null}
    </div>
  );
}
