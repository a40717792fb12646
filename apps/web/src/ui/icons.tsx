import type { ReactNode } from 'react';

/** Line icons in the colour of their text; the words beside them carry the meaning. */
function icon(children: ReactNode) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {children}
    </svg>
  );
}

export function SwapIcon() {
  return icon(<path d="M6 3v13m0 0-3-3m3 3 3-3M14 17V4m0 0-3 3m3-3 3 3" />);
}

export function ClockIcon() {
  return icon(
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4l2.5 2" />
    </>,
  );
}

export function HurryIcon() {
  return icon(
    <>
      <path d="M10 2.5 18 17H2L10 2.5Z" />
      <path d="M10 8v4m0 2.5v.01" />
    </>,
  );
}

export function CheckIcon() {
  return icon(
    <>
      <circle cx="10" cy="10" r="7.5" />
      <path d="m6.5 10.5 2.5 2.5 4.5-5.5" />
    </>,
  );
}

export function StopIcon() {
  return icon(
    <>
      <circle cx="10" cy="10" r="7.5" />
      <path d="m7.5 7.5 5 5m0-5-5 5" />
    </>,
  );
}

export function InfoIcon() {
  return icon(
    <>
      <circle cx="10" cy="10" r="7.5" />
      <path d="M10 9.5V14m0-7.5v.01" />
    </>,
  );
}

export function ChevronIcon() {
  return icon(<path d="m7 4 6 6-6 6" />);
}

export function DownIcon() {
  return icon(<path d="m4 7 6 6 6-6" />);
}
