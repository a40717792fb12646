'use client';

import { fillCoach } from '@interlock/domain/coach-layout';
import { seatCode } from '@interlock/domain/seat-place';
import { SeatChooser, type SeatChooserProps } from '../passenger/seat-chooser.tsx';
import { Part, State } from './part.tsx';

const coaches = [3, 4].map((no) => ({
  no,
  seats: fillCoach([{ class: 'second', count: 24 }]).map(({ row, letter }) => {
    const place = { coach: no, row, letter };
    return { ...place, code: seatCode(place) };
  }),
}));
const berths = [
  {
    no: 9,
    seats: fillCoach([{ class: 'hardSleeper', count: 12 }]).map(({ row, letter }) => {
      const place = { coach: 9, row, letter };
      return { ...place, code: seatCode(place) };
    }),
  },
];
const rest: Omit<SeatChooserProps, 'coaches' | 'taken' | 'chosen' | 'seatClass' | 'view'> = {
  action: '#seats',
  fields: [],
  asOf: 1_795_388_000_000,
  zone: 'Asia/Shanghai',
  wanted: 2,
  isMissing: false,
  news: '#none',
  ways: { plan: '#plan', list: '#list', skip: '#skip' },
};

/** The plan of the seats in its states. */
export function SeatParts() {
  const seats = { ...rest, coaches, seatClass: 'second' as const };
  return (
    <Part name="Seat plan">
      <State name="one of two chosen, one lost">
        <SeatChooser
          {...seats}
          view="plan"
          taken={['3-1A', '3-1B', '3-2F', '3-3C']}
          chosen={['3-1F', '3-2F']}
        />
      </State>
      <State name="berths">
        <SeatChooser
          {...rest}
          coaches={berths}
          seatClass="hardSleeper"
          view="plan"
          taken={['9-1L']}
          chosen={[]}
        />
      </State>
    </Part>
  );
}
