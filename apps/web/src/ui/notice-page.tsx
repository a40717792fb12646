import type { ReactNode } from 'react';

interface NoticeProps {
  /** A number such as 404, small, for those who report it. */
  code?: string;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** A page that only says one thing: what happened and what to do next. */
export function NoticePage({ code, title, children, actions }: NoticeProps) {
  return (
    <div className="page-width py-12">
      <div className="max-w-[68ch] border-t-4 border-ink pt-6">
        {code ? <p className="figures mb-2 text-15 font-semibold text-muted">{code}</p> : null}
        <h1 className="text-34">{title}</h1>
        <div className="mt-4 grid gap-3 text-17">{children}</div>
        {actions ? <div className="mt-8 flex flex-wrap gap-3">{actions}</div> : null}
      </div>
    </div>
  );
}

/** The same inside a page: nothing to show here, and the next step. */
export function EmptyNotice({ title, children, actions }: Omit<NoticeProps, 'code'>) {
  return (
    <div className="rounded-card border border-hairline bg-card p-6">
      <h2 className="text-20">{title}</h2>
      <div className="mt-2 max-w-[68ch] text-muted">{children}</div>
      {actions ? <div className="mt-4 flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  );
}
