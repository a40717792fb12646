export interface StripDay {
  date: string;
  weekday: string;
  day: string;
  /** Null: outside the sale window. */
  href: string | null;
  /** Why a day leads nowhere, where that is not plain. */
  note: string | null;
  isCurrent: boolean;
  /** Also shown where there is little room. */
  isNear: boolean;
}

/** The days around the chosen one as links; days that are not on sale are shown and cannot be chosen. */
export function DateStrip({ label, days }: { label: string; days: StripDay[] }) {
  const cell =
    'flex min-h-13 min-w-0 flex-1 basis-0 flex-col items-center justify-center rounded-control px-1 py-1 text-center leading-tight no-underline';
  return (
    <nav aria-label={label}>
      <ol className="flex gap-1 rounded-card border border-hairline bg-card p-1">
        {days.map((day) => (
          <li key={day.date} className={`min-w-0 flex-1 ${day.isNear ? 'flex' : 'hidden sm:flex'}`}>
            {day.href === null ? (
              <span className={`${cell} text-muted`} aria-disabled="true">
                <Day day={day} />
              </span>
            ) : (
              <a
                href={day.href}
                aria-current={day.isCurrent ? 'date' : undefined}
                className={`${cell} text-ink hover:bg-sunken aria-[current=date]:bg-brand aria-[current=date]:text-on-brand`}
              >
                <Day day={day} />
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Day({ day }: { day: StripDay }) {
  return (
    <>
      <span className="text-13">{day.weekday}</span>
      <span className="figures text-15 font-semibold whitespace-nowrap">{day.day}</span>
      {day.note === null ? null : <span className="text-13 text-balance">{day.note}</span>}
    </>
  );
}
