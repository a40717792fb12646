import type { SaleRules } from '../sale-rules.ts';
import type { Instant } from '../time.ts';

/** Why a deadline moves; each cause has its own counter (money: once per intent, the others: once). */
export const extensionCauses = [
  'money-authorised',
  'processing',
  'asked',
  'provider-away',
] as const;
export type ExtensionCause = (typeof extensionCauses)[number];

export type Deadline = {
  payBy: Instant;
  /** The pay-by the hold was made with. */
  firstPayBy: Instant;
  /** Departure at the boarding stop minus the last-moment margin; no extension passes it. */
  lastMoment: Instant;
};

/**
 * The pay-by after an extension, never earlier than it was: unchanged means the cause cannot move it further.
 * Expires-at always moves along, grace later.
 */
export function extendedPayBy(
  deadline: Deadline,
  ask: { cause: ExtensionCause; now: Instant; rules: SaleRules },
): Instant {
  const wanted = Math.min(wantedPayBy(deadline, ask), deadline.lastMoment);
  return Math.max(deadline.payBy, wanted) as Instant;
}

function wantedPayBy(
  deadline: Deadline,
  { cause, now, rules }: { cause: ExtensionCause; now: Instant; rules: SaleRules },
): number {
  switch (cause) {
    case 'money-authorised':
      return Math.min(now + rules.paidExtensionMs, deadline.firstPayBy + rules.paidExtensionCapMs);
    case 'processing':
      return deadline.payBy + rules.processingExtensionMs;
    case 'asked':
      return deadline.payBy + rules.askedExtensionMs;
    case 'provider-away':
      return deadline.payBy + rules.awayExtensionMs;
  }
}
