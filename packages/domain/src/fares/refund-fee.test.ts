import { expect, test } from 'vitest';
import { fen } from '../money.ts';
import { refundFee } from './refund-fee.ts';

test('a fee is the percentage to half a yuan', () => {
  expect(refundFee(fen(55_350), 5)).toBe(2_750);
  expect(refundFee(fen(55_350), 10)).toBe(5_550);
  expect(refundFee(fen(55_350), 20)).toBe(11_050);
});

test('it is at least two yuan where there is one, and never more than the fare', () => {
  expect(refundFee(fen(1_000), 5)).toBe(200);
  expect(refundFee(fen(150), 20)).toBe(150);
  expect(refundFee(fen(1_000), 0)).toBe(0);
});
