import type { ReactNode } from 'react';

/** One part under its name. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="border-b border-hairline pb-1 text-20">{name}</h2>
      {children}
    </section>
  );
}

/** One state of a part, with what it is called. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-1.5">
      <p className="text-13 text-muted">{name}</p>
      <div>{children}</div>
    </div>
  );
}
