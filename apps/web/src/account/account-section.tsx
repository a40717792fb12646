import type { ReactNode } from 'react';

interface AccountSectionProps {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

/** One matter of the account: what it is at the left, what can be done at the right; on a phone one after the other. */
export function AccountSection({ id, title, lead, children }: AccountSectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-t border-hairline py-8 lg:grid-cols-[320px_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="text-20">
          {title}
        </h2>
        {lead ? <p className="mt-1 max-w-[68ch] text-muted">{lead}</p> : null}
      </div>
      <div className="grid max-w-[36rem] content-start gap-4">{children}</div>
    </section>
  );
}
