import { expect, it } from 'vitest';
import { seal, unseal } from './sealed-cookie.ts';

it('gives back what was sealed, until it is over', () => {
  const sealed = seal('key', { text: 'reference and name', expiresMs: 100 });
  expect(unseal('key', { sealed, nowMs: 99 })).toBe('reference and name');
  expect(unseal('key', { sealed, nowMs: 100 })).toBeNull();
});

it('opens nothing that was changed, forged or sealed with another key', () => {
  const sealed = seal('key', { text: 'x', expiresMs: 100 });
  expect(unseal('other', { sealed, nowMs: 0 })).toBeNull();
  expect(
    unseal('key', { sealed: `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`, nowMs: 0 }),
  ).toBeNull();
  expect(unseal('key', { sealed: 'short', nowMs: 0 })).toBeNull();
});
