import type { ReactNode } from 'react';

interface ClassCardProps {
  name: string;
  price: string;
  /** What is left, as an availability mark. */
  mark: ReactNode;
  includes: string;
  /** The way on, where there is one. */
  action: ReactNode;
}

/** One class of a train: what it costs, what is left, what it is like, and one way on. */
export function ClassCard({ name, price, mark, includes, action }: ClassCardProps) {
  return (
    <div className="flex h-full flex-col justify-between gap-4 rounded-card border border-hairline bg-card p-5 max-sm:gap-3 max-sm:p-4">
      <div className="grid gap-x-4 gap-y-1 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-baseline">
        <h3 className="text-17">{name}</h3>
        <p className="figures text-26 font-semibold max-sm:text-right max-sm:text-20">{price}</p>
        <p className="max-sm:order-last max-sm:justify-self-end">{mark}</p>
        <p className="text-15 text-muted sm:mt-1">{includes}</p>
      </div>
      {action}
    </div>
  );
}
