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
    <div className="flex h-full flex-col justify-between gap-4 rounded-card border border-hairline bg-card p-5">
      <div>
        <h3 className="text-17">{name}</h3>
        <p className="figures mt-2 text-26 font-semibold">{price}</p>
        <p className="mt-1">{mark}</p>
        <p className="mt-2 text-15 text-muted">{includes}</p>
      </div>
      {action}
    </div>
  );
}
