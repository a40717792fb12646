import type { ReactNode } from 'react';

export interface Fact {
  term: string;
  value: ReactNode;
  action?: ReactNode;
}

/** A summary list: what is asked, the answer, and a link to change it. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="divide-y divide-hairline">
      {facts.map((fact) => (
        <div
          key={fact.term}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5 text-15 sm:py-3 sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
        >
          <dt className="text-muted">{fact.term}</dt>
          <dd className="max-sm:col-span-2 max-sm:row-start-2">{fact.value}</dd>
          {fact.action ? (
            <dd className="max-sm:col-start-2 max-sm:row-start-1">{fact.action}</dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
