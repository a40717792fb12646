export const gate = {
  title: 'Check a ticket',
  lead: 'Scan the code of a ticket, or paste its text. With a network the railway is asked; without one the signature is checked on this device.',
  camera: {
    title: 'Camera',
    start: 'Start the camera',
    stop: 'Stop the camera',
    view: 'Picture of the camera',
    aim: 'Hold the code of the ticket in front of the camera.',
    denied:
      'The camera may not be used. Allow it for this site in the settings of the browser, or paste the text of the code.',
    missing: 'This device has no camera that can be used. Paste the text of the code.',
  },
  paste: {
    label: 'Text of the code',
    hint: 'It begins with IL1.',
    submit: 'Check',
    empty: 'Paste the text of a code first',
  },
  result: 'Result',
  waiting: 'No ticket checked yet.',
  asking: 'Checking …',
  verdict: {
    valid: { title: 'Valid', text: 'Let the passenger through after comparing the document.' },
    early: {
      title: 'Not today',
      text: 'This ticket is for {date}. It does not count before that day.',
    },
    over: { title: 'Journey over', text: 'This ticket was for {date}. Its train has arrived.' },
    void: {
      title: 'Cancelled',
      text: 'This ticket was changed or given back. It does not count any more.',
    },
    unknownTicket: {
      title: 'Not issued',
      text: 'The signature is right, but the railway has not issued this code.',
    },
    forged: {
      title: 'Forged',
      text: 'The signature does not fit. Nothing in this code may be believed.',
    },
    unknownKey: {
      title: 'Unknown key',
      text: 'The code is signed with a key that is not ours. Nothing in it may be believed.',
    },
    notATicket: { title: 'Not a ticket', text: 'This is no ticket of this railway.' },
    unchecked: {
      title: 'Not checked',
      text: 'There is no network, and this browser cannot check signatures by itself. Try again with a network.',
    },
  },
  again: 'Already checked on this device at {time}.',
  online: 'Asked the railway at {time}.',
  offline:
    'Checked at {time} without the railway: the signature is right. Whether the ticket was cancelled since cannot be known.',
  train: 'Train',
  boarding: 'Boarding',
  ride: 'From and to',
  seat: 'Coach and seat',
  noSeat: 'No seat',
  class: 'Class',
  holder: 'Passenger',
  document: 'Document',
  ticket: 'Ticket',
  ready: 'Ready to check without a network.',
  keysLink: 'The public keys of the tickets',
  noScript: 'Checking needs JavaScript.',
} as const;

export const ticketKeys = {
  title: 'The public keys of the tickets',
  lead: 'Every ticket carries a code that is signed with Ed25519. With the keys on this page anybody can check the signature, also without a network. They cannot make tickets.',
  id: 'Key {id}',
  algorithm: 'Algorithm',
  raw: 'Key, base64url',
  pem: 'Key, PEM',
  json: 'The same as JSON',
  how: 'How a code is read',
  steps: {
    parts:
      'The text of a code has four parts with dots between: IL1, the id of the key, the facts, the signature.',
    sign: 'The signature covers the text before the third dot. Facts and signature are base64url.',
    facts:
      'The facts are JSON: t ticket, n train, d service date, f and o stations from and to, c class, s coach and seat, b and e departure and arrival in minutes since 1970 UTC, h a keyed hash of the document.',
    online:
      'A right signature says that the ticket was issued. Whether it was cancelled since only the railway knows.',
  },
  gate: 'Check a ticket',
} as const;

export const offline = {
  title: 'No network',
  text: 'The railway cannot be reached from this device right now. Tickets that were opened here before can still be shown.',
  tickets: 'Tickets on this device',
  none: 'No ticket has been opened on this device since signing in.',
  retry: 'Try again',
  form: {
    kept: 'No network. What you typed stays here, and nothing was sent.',
    back: 'The network is back. You can go on where you were.',
  },
  copy: 'No network. This is the copy of {date} {time}; it can be shown at the gate.',
} as const;
