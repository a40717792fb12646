import { randomBytes } from 'node:crypto';

/** A fresh id in Stripe's look, such as `pi_3f9c…`. */
export function newId(prefix: 'cs_test' | 'pi' | 'ch' | 're' | 'evt' | 'req'): string {
  return `${prefix}_${randomBytes(prefix === 'cs_test' ? 24 : 12).toString('hex')}`;
}
