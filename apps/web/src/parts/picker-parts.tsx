'use client';

import { PassengerPicker, type PassengerPickerProps } from '../passenger/passenger-picker.tsx';
import { Part, State } from './part.tsx';

const saved: PassengerPickerProps['saved'] = [
  {
    kind: 'traveller',
    id: 't1',
    ticketType: 'adult',
    documentType: 'resident-id',
    nameMasked: '王*明',
    documentMasked: '1101**********1234',
  },
  {
    kind: 'traveller',
    id: 't2',
    ticketType: 'child',
    documentType: 'passport',
    nameMasked: 'Jane Alexandra Featherstonehaugh-M***',
    documentMasked: 'E12***78',
  },
];

const rest: Omit<PassengerPickerProps, 'saved' | 'chosen' | 'isMissing'> = {
  action: '#picker',
  ride: { from: 0, to: 4, seatClass: 'second' },
  planAction: '#plan',
  letters: ['F'],
  places: [],
  asked: 2,
  wishes: ['A', 'B', 'C', 'D', 'F'],
  prices: { adult: 55_350, child: 27_700, student: 41_500 },
  passengersMax: 5,
  today: '2026-11-23',
};

/** Who travels. Once: its form has fixed ids. */
export function PickerParts() {
  return (
    <Part name="Passenger picker">
      <State name="one of two chosen">
        <PassengerPicker
          {...rest}
          saved={saved}
          chosen={[{ travellerId: 't1', ticketType: 'adult' }]}
          isMissing={false}
        />
      </State>
    </Part>
  );
}
