export const seatPlan = {
  title: 'Choose your seats',
  lead: 'One seat for each passenger. They are kept for you when you hold, not before; others may be faster.',
  asOf: 'Seats as of {time}, kept up to date by itself.',
  left: '{left, plural, =0 {All {count, plural, one {# seat} other {# seats}} chosen} one {# seat left to choose} other {# seats left to choose}}',
  full: 'All seats are chosen. Give one back before you choose another.',
  asPlan: 'Show as a plan',
  asList: 'Show as a list',
  needsScripts: 'The plan needs JavaScript. The list has the same seats and works without it.',
  coaches: 'Coaches',
  coach: 'Coach {coach, number}',
  coachFree: 'Coach {coach, number}, {free, plural, =0 {no seat free} one {# free} other {# free}}',
  free: '{free, plural, =0 {full} other {# free}}',
  direction: 'Direction of travel (may change)',
  keys: 'Arrow keys move within a coach, Page Up and Page Down change the coach, Space chooses.',
  name: 'Coach {coach, number}, row {row, number}, seat {letter}, {kind, select, window {window} middle {middle} other {aisle}}, {class} class, {state, select, taken {taken} chosen {chosen} other {free}}',
  berthName:
    'Coach {coach, number}, berth {row, number}, {kind, select, lower {lower} upper {upper} other {middle}}, {class}, {state, select, taken {taken} chosen {chosen} other {free}}',
  numberName:
    'Coach {coach, number}, seat {row, number}, {class}, {state, select, taken {taken} chosen {chosen} other {free}}',
  row: 'Row {row, number}',
  placeInRow:
    '{kind, select, window {{letter}, window} middle {{letter}, middle} aisle {{letter}, aisle} lower {lower} middleBerth {middle} upper {upper} other {seat {row, number}}}',
  place: { window: 'window', aisle: 'aisle' },
  legend: { title: 'Legend', free: 'Free', chosen: 'Yours', taken: 'Taken' },
  level: { L: 'Lower', M: 'Middle', U: 'Upper' },
  face: { L: 'L', M: 'M', U: 'U' },
  none: 'None chosen yet',
  lost: '{count, plural, one {{places} was just taken by somebody else.} other {{places} were just taken by somebody else.}} Your other choices are kept.',
  nearest: 'Take the nearest: {places}',
  noNearest: 'No other seat of this class is free.',
  continue: 'Continue to review',
  skip: 'Let us choose for you',
  incomplete:
    'Choose one seat for each passenger: {left, plural, one {# is missing} other {# are missing}}.',
  tooMany:
    '{extra, plural, one {# seat too many is chosen} other {# seats too many are chosen}}. Give back what you do not need.',
  paused: 'The seats cannot be brought up to date right now. What you chose is kept.',
} as const;
