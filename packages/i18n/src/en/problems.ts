export const problem = {
  requestId: 'Request {id}',
  home: 'Search trains',
  retry: 'Try again',
  retryIn: 'Try again in {seconds, plural, one {# second} other {# seconds}}.',
  s401: { title: 'Please sign in', text: 'This page belongs to an account. Sign in to see it.' },
  s403: {
    title: 'You may not see this',
    text: 'This page needs other rights. If you think it should be yours, sign in with the right account.',
  },
  s404: {
    title: 'Page not found',
    text: 'There is nothing at this address. Check it, or start from the search.',
  },
  s409: {
    title: 'Someone was faster',
    text: 'What you saw has changed meanwhile. Nothing was charged. Load it again and decide.',
  },
  s410: {
    title: 'This hold has ended',
    text: 'The seats went back on sale. Nothing was charged. You can hold seats again.',
  },
  s429: {
    title: 'Too many tries',
    text: 'You asked too often in a short time. Wait a moment, then try again.',
  },
  s500: {
    title: 'Something broke on our side',
    text: 'It is not your fault. Nothing was charged by this. Try again; if you were paying, look under My trips first.',
  },
  s422: { title: 'This ride cannot be booked' },
  s503: {
    title: 'Temporarily unavailable',
    text: 'One part of the railway does not answer right now. Your bookings and your money are safe. Try again in a moment.',
  },
  busy: {
    title: 'Very many people are searching right now',
    text: 'Your question is kept. Bookings and payments go on as usual.',
    wait: 'This page asks again by itself in {seconds, plural, one {# second} other {# seconds}}.',
    again: 'Ask again now',
  },
  shard: {
    title: 'These trains are temporarily unavailable',
    text: 'The bureau that runs them does not answer right now. Other trains sell normally. Bookings and money are safe.',
  },
} as const;

export const refusal = {
  'unknown-station': 'We do not know this station.',
  'same-station': 'Departure and arrival are the same.',
  'wrong-direction':
    'This train does not run in that direction: it calls at the arrival station before the departure station.',
  'date-in-the-past': 'This day is over.',
  'date-beyond-sale-window': 'This day is not on sale yet.',
  'invalid-date': 'Enter a date such as 2026-11-24.',
  'no-passengers': 'Choose at least one passenger.',
  'too-many-passengers': 'At most 5 passengers in one booking.',
  'too-many-saved-passengers': 'An account keeps at most 30 passengers.',
  'same-passenger-twice': 'The same passenger is chosen twice.',
  'unknown-passenger': 'This passenger is not among your saved passengers.',
  'invalid-document': 'This document number is not valid.',
  'invalid-name': 'Enter the name as printed on the document.',
  'unknown-train': 'We do not know this train.',
  'unknown-run': 'This train does not run that day.',
  'unknown-class': 'This train does not have this class.',
  'not-on-sale-yet': 'This train is not on sale yet.',
  'sale-closed': 'The sale for this train is closed.',
  'sold-out': 'Sold out for this journey.',
  'unknown-seat': 'This train has no such seat.',
  'seat-of-another-class': 'One of the chosen seats is in another class.',
  'same-seat-twice': 'The same seat is chosen twice.',
  'seat-count-differs': 'Choose one seat for each passenger, or none at all.',
  'seats-taken':
    'Somebody else was faster: a seat you chose is taken. Nothing was held or charged.',
  busy: 'The railway is very busy and has not decided yet. Nothing was charged. Try again: it stays one request, never a second booking.',
  'shard-unavailable':
    'These trains are temporarily unavailable. Nothing was held or charged. Try again in a moment.',
  'central-unavailable':
    'New bookings and sign-in are temporarily unavailable. Existing bookings are safe. Try again in a moment.',
  'process-unavailable':
    'Bookings cannot be made or changed right now, because the part that does it does not answer. Nothing was charged, and seats already held stay held until their time is over. Try again in a moment.',
  'document-already-on-train':
    'One of these passengers already has a ticket or hold on this train that day.',
  'journey-overlaps': 'One of these passengers is on another train at that time.',
  'unpaid-booking-exists': 'You have an unpaid booking. Pay or cancel it first.',
  'too-many-cancellations':
    'Three bookings were cancelled or expired today. Buying is open again after midnight.',
  'key-reused': 'This form was already sent with other choices. Load the page again.',
  'key-missing': 'The form was incomplete. Load the page again.',
  'unknown-booking': 'We cannot find this booking.',
  'payment-in-progress': 'A payment is in progress. Wait for its result; do not pay again.',
  'hold-ended': 'This hold has ended and its seats are back on sale.',
  'already-ticketed': 'This booking already has its tickets.',
  'already-released': 'This booking has already ended.',
  'extension-used': 'The extra time has already been used.',
  'too-close-to-departure': 'Too close to departure for more time.',
  'not-allowed': 'You may not do this.',
  'not-signed-in': 'Sign in to go on.',
  'reason-missing': 'Enter a reason.',
  'invalid-input': 'Something in the form is not valid.',
  'provider-unavailable':
    'The payment provider does not answer. Nothing was charged and your seats stay held. Try again.',
  'mail-unavailable':
    'The code could not be sent right now. Try again in a moment, or sign in with your password.',
  'too-many-requests': 'Too many tries. Wait a moment, then try again.',
} as const;
