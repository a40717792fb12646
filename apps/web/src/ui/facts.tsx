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
        <div key={fact.term} className="flex flex-wrap gap-x-4 gap-y-1 py-3">
          <dt className="w-32 shrink-0 text-15 text-muted">{fact.term}</dt>
          <dd className="min-w-40 flex-1 text-15">{fact.value}</dd>
          {fact.action ? <dd className="text-15">{fact.action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
