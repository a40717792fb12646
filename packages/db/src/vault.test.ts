import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault } from './vault.ts';

const keys = { old: randomBytes(32), new: randomBytes(32) };
const indexKey = randomBytes(32);
const vault = createVault({ keyId: 'new', keys, indexKey });

test('a sealed text opens to itself and shows nothing of it', () => {
  const sealed = vault.seal('王小明 11010519491231002X', 'traveller:1');
  expect(vault.open(sealed, 'traveller:1')).toBe('王小明 11010519491231002X');
  expect(Buffer.from(sealed).toString('utf8')).not.toContain('1949');
  expect(vault.seal('a', 'x')).not.toEqual(vault.seal('a', 'x'));
});

test('a sealed text moved to another row does not open', () => {
  const sealed = vault.seal('secret', 'traveller:1');
  expect(opens(sealed, 'traveller:2')).toBe(false);
});

test('a changed byte anywhere is noticed', () => {
  const sealed = vault.seal('secret', 'traveller:1');
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(opens(changed, 'traveller:1')).toBe(false);
  }
});

test('a shortened authentication tag is no way in', () => {
  const sealed = vault.seal('secret', 'traveller:1');
  expect(opens(sealed.slice(0, 20), 'traveller:1')).toBe(false);
  expect(opens(new Uint8Array(0), 'traveller:1')).toBe(false);
});

test('after a rotation texts of the old key still open, and without it no more', () => {
  const sealed = createVault({ keyId: 'old', keys, indexKey }).seal('secret', 'traveller:1');
  expect(vault.open(sealed, 'traveller:1')).toBe('secret');
  expect(() =>
    createVault({ keyId: 'new', keys: { new: keys.new }, indexKey }).open(sealed, 'traveller:1'),
  ).toThrow(/no vault key old/);
});

test('the blind index is equal for equal documents of one type only, and depends on its key', () => {
  const hash = vault.documentHash('resident-id', '11010519491231002X');
  expect(vault.documentHash('resident-id', '11010519491231002X')).toBe(hash);
  expect(vault.documentHash('passport', '11010519491231002X')).not.toBe(hash);
  expect(vault.documentHash('resident-id', '110105194912310038')).not.toBe(hash);
  expect(
    createVault({ keyId: 'new', keys, indexKey: randomBytes(32) }).documentHash(
      'resident-id',
      '11010519491231002X',
    ),
  ).not.toBe(hash);
});

test('a key of the wrong length stops the start', () => {
  expect(() => createVault({ keyId: 'new', keys: { new: randomBytes(16) }, indexKey })).toThrow(
    /16 bytes/,
  );
  expect(() => createVault({ keyId: 'gone', keys, indexKey })).toThrow(/no vault key gone/);
});

function opens(sealed: Uint8Array, place: string): boolean {
  try {
    vault.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}
