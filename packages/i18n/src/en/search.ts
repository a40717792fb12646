export const search = {
  title: 'Train tickets',
  lead: 'Where are you going?',
  from: 'From',
  to: 'To',
  swap: 'Swap departure and arrival',
  date: 'Date of travel',
  dateHint: 'On sale from {first} to {last}',
  today: 'Today',
  tomorrow: 'Tomorrow',
  submit: 'Search trains',
  hits: '{count, plural, =0 {No station matches} one {# station} other {# stations}}',
  noHit: 'No station matches “{text}”',
  city: '{city} (all stations)',
  recent: 'Recent searches',
  forget: 'Forget these',
  choose: { title: 'Which station do you mean?', lead: '“{text}” fits more than one.' },
  missing: {
    from: 'Enter the station you leave from',
    to: 'Enter the station you go to',
    date: 'Enter the date of travel',
  },
} as const;

export const results = {
  title: '{from} to {to}',
  count: '{count, plural, =0 {No trains} one {# train} other {# trains}}',
  shown: '{shown, number} of {count, plural, one {# train} other {# trains}} shown',
  change: 'Change search',
  asOf: 'As of {time}',
  hint: 'Seats left are a snapshot. The hold decides.',
  dates: 'Other days',
  sort: { label: 'Sort by', departure: 'Departure', duration: 'Duration', price: 'Price' },
  filter: {
    label: 'Filter',
    type: 'Train type',
    typeG: 'G and C, high speed',
    typeD: 'D, EMU',
    typeOther: 'Z, T, K and others',
    time: 'Departure time',
    night: '00:00–06:00',
    morning: '06:00–12:00',
    afternoon: '12:00–18:00',
    evening: '18:00–24:00',
    bookable: 'Only trains I can book',
    apply: 'Apply',
    clear: 'Clear filters',
  },
  first: 'Starts here',
  last: 'Ends here',
  stops: 'Stops',
  stopsOf: 'Stops of {number}',
  stopCount: '{count, plural, =0 {non-stop} one {# stop} other {# stops}}',
  stopTable: {
    station: 'Station',
    arrives: 'Arrives',
    departs: 'Departs',
    stay: 'Stop',
    km: 'km',
    minutes: '{minutes, number} min',
    yours: 'your journey',
    number: 'continues as {number}',
  },
  soon: 'Leaves in {minutes, number} min. Allow time for the way through security.',
  empty: {
    title: 'No train that day',
    text: 'There is no direct train from {from} to {to} on {date}.',
    nextDay: 'Try {date}',
    filtered: 'No train passes these filters.',
  },
  none: 'Every seat on these trains is taken that day. Other days or stations may still have seats.',
} as const;

export const availability = {
  plenty: 'Plenty',
  number: '{count, number} left',
  none: 'Sold out',
  notYet: 'Not on sale yet',
  opensAt: 'On sale from {date}, {time}',
  closed: 'Sale closed',
  unavailable: 'Temporarily unavailable',
  unavailableLong:
    'The seats of some trains cannot be counted right now. This does not mean that they are sold out. Try again shortly.',
  closedLong: 'Sale ends {minutes, plural, one {# minute} other {# minutes}} before departure.',
} as const;

export const strip = {
  label:
    '{number}: {from} {departs} to {to} {arrives}, {stops, plural, =0 {non-stop} one {# stop between} other {# stops between}}',
} as const;

export const train = {
  title: '{number}, {from} to {to}',
  choose: 'Choose a class',
  lead: 'Price per adult',
  select: 'Choose {class}',
  includes: {
    business: 'Lie-flat seat, 2 + 1 across, meals at your seat',
    premier: 'Wide seat with more legroom',
    first: 'Reclining seat, 2 + 2 across',
    second: 'Standard seat, 3 + 2 across',
    softSleeper: 'Four-berth compartment with a door',
    hardSleeper: 'Open six-berth bay',
    emuSleeper: 'Two-level berth with curtain',
    hardSeat: 'Basic seat, 3 + 2 across',
  },
  stops: 'All stops',
  rules: {
    title: 'Refunds',
    free: 'Until {date}: free',
    percent: 'Until {date}: {percent, number} % fee',
    last: 'Until departure: {percent, number} % fee',
  },
} as const;
