import { expect, test } from 'vitest';
import { isRefusal, isRefusalCode, refusalMessageKey, refusalStatus, refuse } from './refusals.ts';

test('every refusal is a client error or "try again", never success and never a fault', () => {
  for (const status of Object.values(refusalStatus)) {
    expect([400, 401, 403, 404, 409, 422, 429, 503]).toContain(status);
  }
});

test('a refusal is a value with its field and details', () => {
  const refusal = refuse('too-many-passengers', { field: 'travellers', detail: { max: 5 } });
  expect(refusal).toEqual({
    kind: 'refused',
    code: 'too-many-passengers',
    field: 'travellers',
    detail: { max: 5 },
  });
  expect([isRefusal(refusal), isRefusal({ kind: 'held' })]).toEqual([true, false]);
  expect(refusalMessageKey('sold-out')).toBe('refusal.sold-out');
});

test('names of the object prototype are no refusal codes', () => {
  expect([
    isRefusalCode('sold-out'),
    isRefusalCode('toString'),
    isRefusalCode('__proto__'),
  ]).toEqual([true, false, false]);
});
