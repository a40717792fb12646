import type { FormEvent } from 'react';

/**
 * For `onReset` of a form with an action: React empties such a form when its answer arrives, together with what was typed
 * meanwhile and with chosen options. Nothing typed is lost here; a form that succeeded is replaced or clears itself.
 */
export function keepTyped(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault();
}
