import type { StoredPayment } from '@interlock/db/payments';

/**
 * Whether the bank has refused a card on a page that is still open. The provider makes an intent when a card is tried,
 * and an intent that is open again waits for another one.
 */
export function hasTriedInVain(payment: Pick<StoredPayment, 'state' | 'intentId'>): boolean {
  return payment.state === 'open' && payment.intentId !== null;
}
