/** Through whom an account buys: for oneself, as another seller of our tickets, or at a railway's own counter. */
export const saleChannels = ['passenger', 'partner', 'counter'] as const;
export type SaleChannel = (typeof saleChannels)[number];

/**
 * Whether the rules of one account bind this channel: one unpaid booking at a time, and no more buying on a day with too
 * many cancellations. They keep one person from hoarding seats; partners and counters buy for many people.
 */
export function isBoundByAccountRules(channel: SaleChannel): boolean {
  return channel === 'passenger';
}
