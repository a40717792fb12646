'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { buttonStyle } from '../ui/button-style.ts';
import { canKeep, keptTickets, type TicketCopy } from './ticket-copies.ts';

/** What can be read without a network. */
export function KeptTickets() {
  const t = useTranslations('offline');
  const [copies, setCopies] = useState<TicketCopy[]>([]);
  useEffect(() => {
    if (!canKeep()) return;
    // Nothing kept and nothing readable look the same to the reader.
    keptTickets().then(setCopies, () => undefined);
  }, []);
  return (
    <>
      {copies.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="grid gap-2">
          {copies.map((copy) => (
            <li key={copy.path}>
              <a href={copy.path} className="inline-flex min-h-11 items-center text-17">
                {copy.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div>
        <button
          type="button"
          className={buttonStyle('filled', 'min-h-12 px-6')}
          onClick={() => location.reload()}
        >
          {t('retry')}
        </button>
      </div>
    </>
  );
}
