import { DownIcon } from './icons.tsx';

/** The look of the line that unfolds more, where it stands alone like a link. */
export const foldStyle =
  'inline-flex min-h-11 items-center gap-1.5 text-15 text-brand hover:underline underline-offset-3';

/** The arrow at its end, which turns when the `group` around it is open. */
export function FoldIcon() {
  return (
    <span className="transition-transform group-open:rotate-180">
      <DownIcon />
    </span>
  );
}
