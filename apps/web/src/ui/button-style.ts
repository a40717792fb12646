export type ButtonVariant = 'filled' | 'quiet' | 'danger' | 'plain';

const base =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-control text-center text-15 font-semibold no-underline transition-colors disabled:cursor-not-allowed aria-disabled:cursor-not-allowed';

const variants: Record<ButtonVariant, string> = {
  filled: 'px-4 bg-brand text-on-brand hover:bg-brand/90 disabled:bg-sunken disabled:text-muted',
  quiet:
    'px-4 border border-control bg-card text-ink hover:border-brand hover:text-brand disabled:border-hairline disabled:text-muted aria-disabled:border-hairline aria-disabled:text-muted',
  danger:
    'px-4 border border-stop bg-card text-stop hover:bg-stop-wash disabled:border-hairline disabled:text-muted',
  plain: 'text-brand underline underline-offset-3 hover:no-underline disabled:text-muted',
};

/** The look of a button, for buttons and for links that act as one. */
export function buttonStyle(variant: ButtonVariant = 'filled', extra = ''): string {
  return `${base} ${variants[variant]} ${extra}`;
}
