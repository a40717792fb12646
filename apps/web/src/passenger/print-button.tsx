'use client';

import { buttonStyle } from '../ui/button-style.ts';

/** Prints the page as it is; the print sheet leaves the frame of the site away. */
export function PrintButton({ text }: { text: string }) {
  return (
    <button type="button" className={buttonStyle('quiet')} onClick={() => window.print()}>
      {text}
    </button>
  );
}
