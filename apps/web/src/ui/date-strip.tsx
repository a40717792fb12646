interface StripDay {
  date: string;
  weekday: string;
  day: string;
  /** Null: outside the sale window. */
  href: string | null;
  current: boolean;
}

/** The days around the chosen one as links; days that are not on sale are shown and cannot be chosen. */
export function DateStrip({ label, days }: { label: string; days: StripDay[] }) {
  const cell =
    'flex min-h-13 min-w-0 flex-1 basis-0 flex-col items-center justify-center rounded-control px-1 py-1 text-center leading-tight no-underline';
  return (
    <nav aria-label={label}>
      <ol className="flex gap-1">
        {days.map((day) => (
          <li key={day.date} className="flex min-w-0 flex-1">
            {day.href === null ? (
              <span className={`${cell} text-muted`} aria-disabled="true">
                <Day day={day} struck="line-through" />
              </span>
            ) : (
              <a
                href={day.href}
                aria-current={day.current ? 'date' : undefined}
                className={`${cell} text-ink hover:bg-sunken aria-[current=date]:bg-brand aria-[current=date]:text-on-brand`}
              >
                <Day day={day} struck="" />
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Day({ day, struck }: { day: StripDay; struck: string }) {
  return (
    <>
      <span className="text-13">{day.weekday}</span>
      <span className={`figures text-15 font-semibold whitespace-nowrap ${struck}`}>{day.day}</span>
    </>
  );
}
