'use client';

import { useEffect } from 'react';

/** The key `/` goes to the search box. */
export function SearchShortcut({ fieldId }: { fieldId: string }) {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const target = event.target as HTMLElement | null;
      if (event.key !== '/' || target?.closest('input, textarea, select')) return;
      event.preventDefault();
      document.getElementById(fieldId)?.focus();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [fieldId]);
  return (
    <kbd className="mb-2.5 hidden rounded-sm border border-control px-1.5 text-13 text-muted md:inline">
      /
    </kbd>
  );
}
