'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent, ReactNode } from 'react';

/** A form of filters whose every change shows at once; without scripts its button sends it. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  const router = useRouter();
  function apply(event: FormEvent<HTMLFormElement>): void {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string' && value !== '') query.append(name, value);
    }
    router.replace(`${action}?${query.toString()}`, { scroll: false });
  }
  return (
    <form action={action} method="get" onChange={apply} className="grid gap-5">
      {children}
    </form>
  );
}
