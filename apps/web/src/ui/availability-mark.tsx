import type { ReactNode } from 'react';

export type MarkShape = 'plenty' | 'few' | 'none' | 'later' | 'closed' | 'unknown';

const shapes: Record<MarkShape, { colour: string; draw: ReactNode }> = {
  plenty: { colour: 'text-go', draw: <circle cx="6" cy="6" r="5" fill="currentColor" /> },
  few: {
    colour: 'text-caution',
    draw: (
      <>
        <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5Z" fill="currentColor" />
      </>
    ),
  },
  none: {
    colour: 'text-muted',
    draw: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.75" />,
  },
  later: {
    colour: 'text-brand',
    draw: (
      <>
        <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M6 3.2V6l2 1.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </>
    ),
  },
  closed: {
    colour: 'text-muted',
    draw: <path d="M1.5 6h9" stroke="currentColor" strokeWidth="2.5" />,
  },
  unknown: {
    colour: 'text-caution',
    draw: (
      <circle
        cx="6"
        cy="6"
        r="4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray="2.4 2.3"
      />
    ),
  },
};

/** How many seats are left: a shape and a word, the colour only in addition. */
export function AvailabilityMark({ shape, children }: { shape: MarkShape; children: ReactNode }) {
  const { colour, draw } = shapes[shape];
  return (
    <span className={`inline-flex items-center gap-1.5 text-13 font-semibold ${colour}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className="shrink-0">
        {draw}
      </svg>
      <span>{children}</span>
    </span>
  );
}
