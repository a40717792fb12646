export const booking = {
  reference: 'Reference {reference}',
  held: {
    title: 'Seats held until {time}',
    lead: 'Pay by then and the tickets are yours.',
    left: 'Time left',
    pay: 'Pay {amount}',
    more: 'Give me {minutes, plural, one {# more minute} other {# more minutes}}',
    cancel: 'Cancel booking',
    leaveSafe: 'You may leave this page. The booking waits under My trips until {time}.',
    cancelTitle: 'Cancel this booking?',
    cancelText:
      'Your seats go back on sale at once. Nothing is charged. Three cancelled or expired bookings in one day block buying until midnight.',
    cancelConfirm: 'Cancel booking',
    warnTitle: 'Less than two minutes left',
    warnText:
      'Your seats go back on sale at {time}. You can ask once for {minutes, plural, one {# more minute} other {# more minutes}}.',
    continue: 'Continue without',
    extended: 'Your seats are now held until {time}.',
  },
  countdown: {
    minutes: '{minutes, plural, one {# minute} other {# minutes}} left to pay',
    over: 'The time to pay is over',
    low: 'Hurry',
  },
  expired: {
    title: 'The time to pay is over',
    text: 'Your seats went back on sale at {time}. Nothing was charged.',
    again: 'Hold again',
    kept: 'Your train, passengers and choices are kept.',
  },
  cancelled: {
    title: 'Booking cancelled',
    text: 'The seats are back on sale. Nothing was charged.',
  },
  released: {
    title: 'Booking released',
    text: 'The railway released this booking. If you paid, the money comes back in full by itself.',
  },
  paying: {
    title: 'Waiting for your payment',
    text: 'We are checking with your bank. Do not pay again. This page updates by itself.',
    stillOpen: 'Does your bank wait for your answer? The payment page is still open.',
    back: 'Return to the payment page',
  },
  confirming: {
    title: 'Payment accepted',
    text: 'Your tickets are being issued. Do not pay again. This usually takes a few seconds.',
    slow: 'This takes longer than usual. Your payment and your seats are safe; we carry on by ourselves and send the ticket by mail. You may close this page.',
  },
  declined: {
    title: 'The card was declined',
    text: 'Nothing was charged. Your seats are still held until {time}. Try again or use another card.',
    over: 'Nothing was charged. The seats went back on sale.',
  },
  late: {
    title: 'The payment came after the deadline',
    text: 'The seats had already gone back on sale, so there is no ticket. Your money ({amount}) comes back in full by itself.',
    ifPaid:
      'If your bank shows a payment of {amount} for this booking, it has been given back in full. Banks take 1 to 7 days.',
    returning: 'The refund is on its way. Banks take 1 to 7 days.',
    returned: 'The refund has been sent. Banks take 1 to 7 days.',
  },
  ticketed: {
    title: 'You have your {count, plural, one {ticket} other {tickets}}',
    text: 'Show the code or your document at the gate.',
  },
  ticket: {
    heading: 'Ticket {index, number} of {total, number}',
    qr: 'QR code of the ticket for {name}',
    qrPending: 'The code appears when the ticket is issued.',
    passenger: 'Passenger',
    document: 'Document',
    coach: 'Coach',
    seat: 'Seat',
    berth: 'Berth',
    level: { L: 'lower', M: 'middle', U: 'upper' },
    class: 'Class',
    price: 'Price',
    rule: 'Bring the document shown. Gates close 5 minutes before departure.',
    print: 'Print',
    all: 'All tickets of this booking',
    show: 'Open ticket',
  },
  facts: {
    title: 'Booking',
    total: 'Total',
  },
  state: {
    held: 'To pay',
    paying: 'Payment in progress',
    confirming: 'Issuing tickets',
    ticketed: 'Ticketed',
    expired: 'Expired',
    cancelled: 'Cancelled',
    refused: 'Payment refused',
    released: 'Released',
  },
} as const;

export const trips = {
  title: 'My trips',
  tabs: { label: 'Trips', toPay: 'To pay', coming: 'Coming', past: 'Past' },
  empty: {
    toPay: 'Nothing to pay.',
    coming: 'No coming trips.',
    past: 'No past trips.',
  },
  search: 'Search trains',
  open: 'Open booking {reference}',
  payBy: 'Pay by {time}',
  partial:
    'Some trips cannot be shown right now because one part of the railway does not answer. They are safe.',
} as const;

export const lookUp = {
  title: 'Find a booking',
  lead: 'Enter the reference from your ticket or mail, and the name of one passenger.',
  reference: 'Booking reference',
  referenceHint: '10 letters and digits, such as H4K7M2P9QX',
  name: 'Passenger name',
  nameHint: 'As entered when booking',
  submit: 'Find booking',
  notFound: 'No booking fits this reference and name.',
  signInToPay: 'Sign in with the account that made this booking to pay or cancel it.',
} as const;
