import type { ReactNode } from 'react';

export interface TimelineEntry {
  id: string;
  time: string;
  date: string;
  title: string;
  detail?: ReactNode;
  tone?: 'go' | 'stop' | 'plain';
}

const dots = { go: 'bg-go', stop: 'bg-stop', plain: 'bg-brand' };

/** What happened, oldest first, one line each. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol className="relative ml-1.5 border-l border-control">
      {entries.map((entry) => (
        <li key={entry.id} className="relative pb-5 pl-5 last:pb-0">
          <span
            aria-hidden="true"
            className={`absolute top-1.5 -left-[6.5px] size-3 rounded-full border-2 border-page ${dots[entry.tone ?? 'plain']}`}
          />
          <p className="flex flex-wrap items-baseline gap-x-3">
            <time className="figures text-13 text-muted">
              {entry.date} {entry.time}
            </time>
            <span className="font-semibold">{entry.title}</span>
          </p>
          {entry.detail ? <div className="text-13 text-muted">{entry.detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}
