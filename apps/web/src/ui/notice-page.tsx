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
    <div className="page-width py-8 md:py-12">
      <div className="grid max-w-[68ch]">
        <Halt />
        {code ? <p className="figures mb-2 text-15 font-semibold text-muted">{code}</p> : null}
        <h1 className="text-34">{title}</h1>
        <div className="mt-4 grid gap-3 text-17">{children}</div>
        {actions ? <div className="mt-8 flex flex-wrap gap-3">{actions}</div> : null}
      </div>
    </div>
  );
}

/** The line of the journey, stopped at a signal before its end. */
function Halt() {
  return (
    <div aria-hidden="true" className="mb-8 flex h-4 items-center">
      <span className="size-3.5 rounded-full border-[3px] border-brand" />
      <span className="h-1 w-1/3 bg-brand" />
      <span className="h-4 w-1 rounded-full bg-stop" />
      <span className="ml-2 h-px flex-1 border-t-2 border-dashed border-control" />
      <span className="size-3.5 rounded-full border-2 border-control" />
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
