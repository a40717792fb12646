import type { ModelBooking, ProviderState } from './protocol-state.ts';
import { intentOf, seatOf, type Scene } from './scene.ts';
import { ask, mayStillConfirm } from './state-table.ts';

/** What one commit, on a shard, in central or at the provider, can do; repeated or late, it must do no harm. */
export const operations = [
  'hold',
  'confirm-0',
  'confirm-1',
  'capture-0',
  'capture-1',
  'refuse-0',
  'refuse-1',
  'issue-0',
  'issue-1',
  'release-now',
  'release-at-pay-by',
  'release-at-expiry',
  'tombstone',
  'end-0',
  'end-1',
  'close',
] as const;
export type Operation = (typeof operations)[number];

export const bitOf = Object.fromEntries(operations.map((name, at) => [name, 1 << at])) as Record<
  Operation,
  number
>;

/** `sold-out`, `refused` and `ended` are what the caller cannot read from the row. */
export type Answer = 'done' | 'sold-out' | 'captured' | 'refused' | 'ended';
export type Mishap = 'none' | 'provider-refuses' | 'captures-anyway';

/** Commits one operation, however late. */
export function perform(scene: Scene, operation: Operation, mishap: Mishap): Answer {
  switch (operation) {
    case 'hold':
      return hold(scene);
    case 'confirm-0':
    case 'confirm-1':
      return confirm(scene, operation === 'confirm-0' ? 0 : 1);
    case 'capture-0':
    case 'capture-1':
      return capture(scene, operation === 'capture-0' ? 0 : 1, mishap);
    case 'refuse-0':
    case 'refuse-1':
      return refuseCapture(scene, operation === 'refuse-0' ? 0 : 1);
    case 'issue-0':
    case 'issue-1':
      return issue(scene, operation === 'issue-0' ? 0 : 1);
    case 'release-now':
    case 'release-at-pay-by':
    case 'release-at-expiry':
      return release(scene, operation);
    case 'tombstone':
      return scene.booking.row === 'none' ? release(scene, 'release-now') : 'done';
    case 'end-0':
    case 'end-1':
      return endMoney(scene, operation === 'end-0' ? 0 : 1, mishap);
    case 'close':
      return closeIntake(scene);
  }
}

function hold(scene: Scene): Answer {
  const { booking, state } = scene;
  const seat = seatOf(scene);
  const outcome = ask(scene, { event: 'hold', intent: null });
  if (booking.row !== 'none') return 'done';
  if (outcome.to !== 'held') return 'sold-out';
  booking.row = 'held';
  booking.clock = 0;
  state.sold[seat] = true;
  return 'done';
}

function confirm(scene: Scene, index: number): Answer {
  const { booking } = scene;
  const outcome = ask(scene, { event: 'confirm', intent: index });
  const isMoved = outcome.to === 'confirmed' && booking.row !== 'confirmed';
  if (isMoved || (!scene.guards.compareAndSetOnConfirm && outcome.to === 'confirmed')) {
    booking.row = 'confirmed';
    booking.confirmedBy = index + 1;
  }
  return 'done';
}

/** Takes the money; the same key gives the same answer again. */
function capture(scene: Scene, index: number, mishap: Mishap): Answer {
  const { booking, guards } = scene;
  const intent = intentOf(booking, index);
  if (!guards.captureKeyPerIntent && booking.storedCapture > 0) {
    return booking.storedCapture === 1 ? 'captured' : 'refused';
  }
  if (intent.provider === 'captured' || intent.provider === 'refunded') return 'captured';
  if (intent.provider !== 'authorised') return 'ended';
  if (mishap === 'provider-refuses') intent.captureRefused = true;
  if (!intent.captureRefused) intent.provider = 'captured';
  if (!guards.captureKeyPerIntent) booking.storedCapture = intent.captureRefused ? 2 : 1;
  return intent.captureRefused ? 'refused' : 'captured';
}

function refuseCapture(scene: Scene, index: number): Answer {
  const { booking, guards } = scene;
  const outcome = ask(scene, { event: 'capture-refused', intent: index });
  if (booking.row !== 'confirmed' || booking.confirmedBy !== index + 1) return 'done';
  if (guards.refusedIntentsStayRefused) intentOf(booking, index).refused = true;
  if (outcome.to === 'released') free(scene);
  if (outcome.to === 'held') booking.row = 'held';
  booking.confirmedBy = 0;
  return 'done';
}

function issue(scene: Scene, index: number): Answer {
  const { booking } = scene;
  const outcome = ask(scene, { event: 'issue', intent: index });
  if (outcome.to !== 'ticketed' || booking.row === 'ticketed') return 'done';
  booking.row = 'ticketed';
  booking.ticket = true;
  intentOf(booking, index).known = 'captured';
  return 'done';
}

type Release = 'release-now' | 'release-at-pay-by' | 'release-at-expiry';

function release(scene: Scene, operation: Release): Answer {
  const { booking, guards } = scene;
  if (booking.row === 'none') {
    if (guards.tombstone) booking.row = 'released';
    return 'done';
  }
  const event = operation === 'release-now' ? 'cancel' : 'deadline';
  const due = operation === 'release-at-expiry' ? 'expires-at' : 'pay-by';
  const outcome = ask(scene, { event, intent: null, due });
  if (outcome.to === 'released' && booking.row !== 'released') free(scene);
  return 'done';
}

function free(scene: Scene): void {
  scene.booking.row = 'released';
  scene.state.sold[seatOf(scene)] = false;
}

/** Expires an open page, voids reserved money, refunds captured money: whatever ends this payment. */
function endMoney(scene: Scene, index: number, mishap: Mishap): Answer {
  const intent = intentOf(scene.booking, index);
  if (intent.provider === 'authorised' && mishap === 'captures-anyway') {
    intent.provider = 'captured';
    intent.hooks |= 2;
    return 'done';
  }
  if (intent.provider === 'asked' || intent.provider === 'open') intent.provider = 'dead';
  else if (intent.provider === 'authorised') intent.provider = 'voided';
  else if (intent.provider === 'captured') intent.provider = 'refunded';
  intent.known = intent.provider;
  return 'done';
}

/** Central: the account is free again; claims stay with a ticket and go with a released booking. */
function closeIntake({ booking, guards }: Scene): Answer {
  const isAbsent = booking.row === 'none' && !guards.tombstone;
  if (booking.row !== 'released' && booking.row !== 'ticketed' && !isAbsent) return 'done';
  booking.intake = 'closed';
  booking.account = false;
  if (booking.row !== 'ticketed') booking.claim = false;
  return 'done';
}

export interface News {
  readonly index: number;
  /** What the event says, perhaps no longer true at the provider. */
  readonly says: ProviderState;
  readonly isCapped: boolean;
}

/** The inbox transaction: the news is written down and the deadline moved, in one commit. */
export function takeIn(scene: Scene, { index, says, isCapped }: News): void {
  const { booking, guards, state } = scene;
  const intent = intentOf(booking, index);
  const isNew = intent.known === 'open' || intent.known === 'dead';
  if (says !== 'authorised') intent.known = says;
  if (
    says !== 'authorised' ||
    !(isNew || (intent.known === 'authorised' && !guards.oneExtensionPerIntent))
  )
    return;
  const outcome = ask(scene, { event: 'money-authorised', intent: index });
  intent.known = 'authorised';
  if (intent.wrongAmount && guards.amountCheck) {
    intent.refused = true;
    return;
  }
  if (isCapped) state.excused = true;
  else if (outcome.to === 'held' && guards.inboxExtension) {
    booking.clock = 0;
    intent.extended = true;
  }
  if (booking.clock < 2 && (booking.row === 'held' || booking.row === 'confirmed'))
    intent.inTime = true;
  if (
    booking.row === 'confirmed' &&
    booking.confirmedBy !== index + 1 &&
    !guards.secondMoneyLeftAlone
  ) {
    endMoney(scene, index, 'none');
  }
}

/** An outage is a clock that runs out on waiting money after an extension, or on confirmed seats. */
export function isOutage({ row, intents }: ModelBooking): boolean {
  if (row === 'confirmed') return true;
  return (
    row === 'held' && intents.some(({ extended }) => extended) && intents.some(mayStillConfirm)
  );
}
