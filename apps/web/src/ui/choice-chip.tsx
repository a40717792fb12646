import type { ComponentProps, ReactNode } from 'react';

type ChoiceChipProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  type: 'checkbox' | 'radio';
  /** Small: where many stand side by side. */
  size?: 'usual' | 'small';
  children: ReactNode;
};

const sizes = {
  usual: 'gap-2 px-3 text-15',
  small: 'gap-1.5 px-2 text-15 max-sm:px-1.5 max-sm:text-13',
};

/** A native check box or radio drawn as a chip; chosen is shown by fill, weight and a mark. */
export function ChoiceChip({ size = 'usual', children, className, ...input }: ChoiceChipProps) {
  return (
    <label
      className={`inline-flex min-h-10 cursor-pointer items-center rounded-control border border-control bg-card has-checked:border-brand has-checked:bg-brand-wash has-checked:font-semibold has-checked:text-brand has-disabled:cursor-not-allowed has-disabled:text-muted has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand ${sizes[size]} ${className ?? ''}`}
    >
      <input className="shrink-0 focus-visible:outline-none" {...input} />
      <span>{children}</span>
    </label>
  );
}
