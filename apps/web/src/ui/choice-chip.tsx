import type { ComponentProps, ReactNode } from 'react';

type ChoiceChipProps = Omit<ComponentProps<'input'>, 'type'> & {
  type: 'checkbox' | 'radio';
  children: ReactNode;
};

/** A native check box or radio drawn as a chip; chosen is shown by fill, weight and a mark. */
export function ChoiceChip({ children, className, ...input }: ChoiceChipProps) {
  return (
    <label
      className={`inline-flex min-h-10 cursor-pointer items-center gap-2 rounded-control border border-control bg-card px-3 text-15 has-checked:border-brand has-checked:bg-brand-wash has-checked:font-semibold has-checked:text-brand has-disabled:cursor-not-allowed has-disabled:text-muted has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand ${className ?? ''}`}
    >
      <input className="shrink-0 focus-visible:outline-none" {...input} />
      <span>{children}</span>
    </label>
  );
}
