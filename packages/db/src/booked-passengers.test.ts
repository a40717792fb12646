import { randomUUID } from 'node:crypto';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passengersOfRow, passengersToRow } from './booked-passengers.ts';

const passenger: BookedPassenger = {
  ord: 0,
  travellerId: '0b5f7c1e-9d1b-4a51-8a3e-7f2d1c0b9a88',
  nameMasked: '王**',
  documentMasked: '1101***********02X',
  documentHash: 'hash',
  ticketType: 'adult',
  fareFen: 5_500,
};

test('a passenger is written shorter and read as he was', () => {
  const row = passengersToRow([passenger]);
  expect(row).toEqual([['~C198Hp0bSlGKPn8tHAuaiA', '王**', '1101~11~02X', 'hash', 0, 5_500]]);
  expect(passengersOfRow(row)).toEqual([passenger]);
});

test('any id of a traveller and any masked number come back as they were', () => {
  const id = fc.oneof(
    fc.constant(null).map(() => randomUUID() as string),
    fc.string(),
  );
  const masked = fc
    .tuple(fc.string(), fc.integer({ min: 0, max: 30 }), fc.string())
    .filter(([head, , tail]) => !/~/.test(head + tail))
    .map(([head, stars, tail]) => `${head}${'*'.repeat(stars)}${tail}`);
  fc.assert(
    fc.property(id, masked, (travellerId, documentMasked) => {
      const passengers = [{ ...passenger, travellerId, documentMasked }];
      expect(passengersOfRow(passengersToRow(passengers))).toEqual(passengers);
    }),
  );
});

test('a row that has them as they are is read, too', () => {
  const { travellerId, nameMasked, documentMasked, documentHash } = passenger;
  const row = [travellerId, nameMasked, documentMasked, documentHash, 0, 5_500] as const;
  expect(passengersOfRow([row])).toEqual([passenger]);
});
