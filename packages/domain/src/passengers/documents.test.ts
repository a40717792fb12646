import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServiceDate } from '../time.ts';
import { birthDateOf, maskDocument, maskName, parseDocument } from './documents.ts';

function cause(text: string): unknown {
  const parsed = parseDocument('resident-id', text, '2026-11-23' as ServiceDate);
  return parsed.ok ? null : parsed.refusal.detail?.['cause'];
}

test('the examples of GB 11643 are valid', () => {
  expect(parseDocument('resident-id', '11010519491231002X')).toEqual({
    ok: true,
    value: '11010519491231002X',
  });
  expect(parseDocument('resident-id', '440524188001010014')).toEqual({
    ok: true,
    value: '440524188001010014',
  });
});

test('a lower-case x, full-width digits and blanks around are folded', () => {
  expect(parseDocument('resident-id', '　１１０１０５１９４９１２３１００２x ')).toEqual({
    ok: true,
    value: '11010519491231002X',
  });
});

test('a wrong check digit, region, birth date or length is refused with its cause', () => {
  expect(cause('110105194912310021')).toBe('check-digit');
  expect(cause('99010519491231002X')).toBe('region');
  expect(cause('110105190002290021')).toBe('birth-date');
  expect(cause('110105203001010021')).toBe('birth-date');
  expect(cause('110105491231002')).toBe('format');
  expect(cause('1'.repeat(1_000))).toBe('length');
});

test('every single wrong digit of a resident id is refused', () => {
  fc.assert(
    fc.property(fc.nat(17), fc.constantFrom(...Array.from('0123456789X')), (at, digit) => {
      const right = '11010519491231002X';
      const wrong = right.slice(0, at) + digit + right.slice(at + 1);
      expect(parseDocument('resident-id', wrong).ok).toBe(wrong === right);
    }),
  );
});

test('a birth date is read from the id, a leap day only in a leap year', () => {
  expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
  expect([birthDateOf('110105200002290000'), birthDateOf('110105190002290000')]).toEqual([
    '2000-02-29',
    null,
  ]);
});

test('a passport is one to nine capital letters and digits, look-alikes refused', () => {
  expect(parseDocument('passport', ' e12345678 ')).toEqual({ ok: true, value: 'E12345678' });
  expect(
    ['E1234 5678', 'Е12345678', '', 'E123456789', "E1'--"].map(
      (text) => parseDocument('passport', text).ok,
    ),
  ).toEqual([false, false, false, false, false]);
});

test('masks keep too little to use', () => {
  expect(maskDocument('resident-id', '11010519491231002X')).toBe('1101***********02X');
  expect(maskDocument('passport', 'E12345678')).toBe('E1******8');
  expect(maskDocument('passport', 'E12')).toBe('***');
  expect([maskName('王小明'), maskName('Jane Smith')]).toEqual(['王**', 'J*** S****']);
});
