import {
  type BookingState,
  type ReleaseReason,
  bookingStateCode,
  bookingStateOf,
} from '@interlock/domain/bookings/booking-states';
import { seatClassCode } from '@interlock/domain/classes';
import { type RunId, type SeatId, bureauOf } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { int2Array, int8Array, rowArray, textArray } from './batch-arrays.ts';
import type { WaitingConfirm, WaitingHold, WaitingRelease } from './batch-queue.ts';
import { passengersToRow } from './booked-passengers.ts';
import type {
  ConfirmAnswer,
  HeldSeat,
  HoldAnswer,
  HoldRequest,
  ReleaseAnswer,
  Tombstone,
} from './seat-requests.ts';

/** A hold and the seats chosen for it. */
export interface DecidedHold {
  readonly item: WaitingHold;
  readonly seats: readonly HeldSeat[];
}

/** What one call of commit_batch is asked for; its answers count places from 1. */
export interface WireBatch {
  readonly runs: readonly { readonly id: RunId; readonly ver: number }[];
  readonly holds: readonly DecidedHold[];
  /** Releases first. */
  readonly ends: readonly (WaitingRelease | WaitingConfirm)[];
  /** Payments are looked at before anything is judged: after a try that failed by one. */
  readonly looksFirst: boolean;
  /** Who asks, if it listens to what others change. */
  readonly writer: string | null;
  /** They are told what this batch changes. */
  readonly hasOthers: boolean;
}

type Place = number;

/** What commit_batch answers; see its migration. */
export interface WireAnswer {
  readonly at: Instant;
  readonly sole: boolean;
  /** Null when no run changed. */
  readonly runs: readonly [id: RunId, ver: number, segments: number][] | null;
  readonly released: readonly Released[];
  readonly releases: readonly [
    place: Place,
    kind: ReleaseAnswer['kind'],
    state: number | null,
    reason: ReleaseReason,
    payBy: Instant | null,
    expiresAt: Instant | null,
  ][];
  readonly confirms: readonly [place: Place, kind: ConfirmAnswer['kind'], state: number | null][];
}

export type Released = readonly [
  place: Place,
  runId: RunId,
  from: number,
  to: number,
  seatIds: SeatId[],
];

/** A booking that exists already, as found_bookings tells it. */
export interface WireFound {
  readonly id: string;
  readonly state: number;
  readonly account: string;
  readonly hash: string;
  readonly payBy: Instant | null;
  readonly expiresAt: Instant | null;
  readonly seats: HeldSeat[];
}

/** Of commit_batch, in order: runs, holds, ends, the rest. */
const parameterTypes = `
  bigint[] bigint[]
  hold_row[]
  integer bigint[] text[] smallint[] text[] text[] text[]
  boolean text text boolean`
  .trim()
  .split(/\s+/);

export const commitBatchText = `SELECT commit_batch(${parameterTypes
  .map((type, at) => `$${at + 1}::${type}`)
  .join(', ')}) AS answer`;

/** The parameters of commitBatchText. */
export function commitBatchValues({
  runs,
  holds,
  ends,
  looksFirst,
  writer,
  hasOthers,
}: WireBatch): unknown[] {
  return [
    int8Array(runs.map((run) => run.id)),
    int8Array(runs.map((run) => run.ver)),
    holdRows(holds),
    ends.filter((item) => item.kind === 'release').length,
    ...endArrays(ends),
    looksFirst,
    unplainOf(ends),
    writer,
    hasOthers,
  ];
}

/** As the type hold_row lists its columns. */
const holdColumns = 22;

function holdRows(holds: readonly DecidedHold[]): Buffer {
  return rowArray(holds, holdColumns, ({ item, seats }, row) => {
    const { request, number } = item;
    const { booking } = request;
    row.int8(number);
    row.int8(request.runId);
    row.int2(seatClassCode[request.seatClass]);
    row.int2(request.from);
    row.int2(request.to);
    row.int8s(seats.map((seat) => seat.seatId));
    row.int4(booking.priceFen);
    row.timestamptz(booking.departsAt);
    row.timestamptz(booking.arrivesAt);
    row.timestamptz(booking.lastMoment);
    row.int4(request.windowMs);
    row.int4(request.graceMs);
    row.text(bureauOf(request.bookingId));
    row.text(request.reference);
    row.text(booking.accountId);
    row.text(booking.channel);
    row.text(booking.requestHash);
    row.text(booking.currency);
    row.text(booking.language);
    row.json(JSON.stringify(passengersToRow(booking.passengers)));
    row.bytea(booking.contactSealed);
    row.text(storyLine({ event: 'hold', from: '', to: 1, actor: request.actor ?? 'workflow' }));
  });
}

function endArrays(ends: WireBatch['ends']): Buffer[] {
  const ofRelease = <Value>(
    take: (request: WaitingRelease['request']) => Value,
  ): (Value | null)[] => ends.map((item) => (item.kind === 'release' ? take(item.request) : null));
  return [
    int8Array(ends.map((item) => item.number)),
    textArray(ends.map((item) => (item.kind === 'confirm' ? item.request.intentId : null))),
    int2Array(ofRelease((request) => bookingStateCode[request.expect])),
    textArray(ofRelease((request) => request.due)),
    textArray(ofRelease((request) => request.reason)),
    textArray(ends.map(endLine)),
  ];
}

/** What is needed of a release only if it is not plainly one, by booking: its tombstone, its actor. */
function unplainOf(ends: WireBatch['ends']): string {
  const unplain: Record<string, object> = {};
  for (const item of ends) {
    if (item.kind !== 'release') break;
    const { bookingId, tombstone, actor, operation } = item.request;
    const bureau = bureauOf(bookingId);
    unplain[item.number.toString()] = { bureau, actor, operation, ...tombColumns(tombstone) };
  }
  return JSON.stringify(unplain);
}

/** The line of the story when the end is the plain one: a confirm, or the release of a held booking. */
function endLine(item: WaitingRelease | WaitingConfirm): string {
  const { actor } = item.request;
  if (item.kind === 'confirm')
    return storyLine({ event: 'confirm', from: 1, to: 2, actor, operation: item.request.intentId });
  const { due, reason, operation } = item.request;
  return storyLine({
    event: due === 'now' ? 'cancel' : 'deadline',
    from: 1,
    to: 4,
    actor,
    operation,
    detail: JSON.stringify({ reason }),
  });
}

/** A line of booking.story after its time, as story_line writes it: nothing is said of what is empty at its end. */
function storyLine(line: {
  event: string;
  from: number | '';
  to: number;
  actor: string;
  operation?: string;
  detail?: string;
}): string {
  const { event, from, to, operation = '', detail = '' } = line;
  const actor = line.actor === 'workflow' ? '' : line.actor;
  let text = `${event}\t${from}\t${to}`;
  if (actor + operation + detail !== '') text += `\t${inLine(actor)}`;
  if (operation + detail !== '') text += `\t${inLine(operation)}`;
  if (detail !== '') text += `\t${inLine(detail)}`;
  return `${text}\n`;
}

/** Tabs part the fields, line ends the lines. */
function inLine(field: string): string {
  if (!field.includes('\t') && !field.includes('\n')) return field;
  return field.replaceAll(/[\t\n]/g, ' ');
}

function tombColumns(tomb: Tombstone | undefined): object {
  if (tomb === undefined) return {};
  return {
    reference: tomb.reference,
    run_id: tomb.runId,
    class: seatClassCode[tomb.seatClass],
    from_stop: tomb.from,
    to_stop: tomb.to,
    account_id: tomb.accountId,
    request_hash: tomb.requestHash,
  };
}

/** The answer to a hold whose row was just written; the same arithmetic on the same moment as in the row. */
export function answerHeld({ item, seats }: DecidedHold, at: Instant): HoldAnswer {
  const { bookingId, windowMs, graceMs, booking } = item.request;
  const payBy = Math.min(at + windowMs, booking.lastMoment - graceMs) as Instant;
  const expiresAt = (payBy + graceMs) as Instant;
  return { kind: 'held', bookingId, state: 'held', seats: [...seats], payBy, expiresAt };
}

/** The answer to asking again for a booking that exists. */
export function answerFound(request: HoldRequest, found: WireFound): HoldAnswer {
  const state = bookingStateOf(found.state);
  if (state === 'released') return { kind: 'hold-lost' };
  if (found.account !== request.booking.accountId || found.hash !== request.booking.requestHash)
    return { kind: 'conflict' };
  if (found.payBy === null || found.expiresAt === null)
    throw new Error(`booking ${request.bookingId} has no deadline`);
  return {
    kind: 'held',
    bookingId: request.bookingId,
    state,
    seats: found.seats,
    payBy: found.payBy,
    expiresAt: found.expiresAt,
  };
}

/** Answers each release and confirm of the batch. */
export function answerEnds(ends: WireBatch['ends'], answer: WireAnswer): void {
  const open = new Set(ends.keys());
  const itemAt = (place: Place) => {
    open.delete(place - 1);
    return ends[place - 1];
  };
  for (const [place, kind, , reason, payBy, expiresAt] of answer.releases) {
    const item = itemAt(place);
    // Those that were released after all are told below, with their seats.
    if (item?.kind === 'release' && kind !== 'released')
      item.resolve(answerRelease({ kind, reason, payBy, expiresAt }));
  }
  for (const [place, , , , seatIds] of answer.released) {
    const item = itemAt(place);
    if (item?.kind === 'release')
      item.resolve({
        kind: 'released',
        reason: item.request.reason,
        seatsFreed: seatIds.length,
      });
  }
  for (const [place, kind, state] of answer.confirms) {
    const item = itemAt(place);
    if (item?.kind === 'confirm') item.resolve(answerConfirm(kind, state));
  }
  for (const at of open) {
    const item = ends[at];
    if (item?.kind === 'confirm') item.resolve({ kind: 'confirmed' });
  }
}

function answerRelease(wire: {
  kind: Exclude<ReleaseAnswer['kind'], 'released'>;
  reason: ReleaseReason;
  payBy: Instant | null;
  expiresAt: Instant | null;
}): ReleaseAnswer {
  switch (wire.kind) {
    case 'already-released':
      return { kind: 'already-released', reason: wire.reason };
    case 'not-due':
      return {
        kind: 'not-due',
        payBy: wire.payBy ?? (0 as Instant),
        expiresAt: wire.expiresAt ?? (0 as Instant),
      };
    case 'payment-in-progress':
    case 'ticketed':
    case 'tombstoned':
      return { kind: wire.kind };
  }
}

function answerConfirm(kind: ConfirmAnswer['kind'], code: number | null): ConfirmAnswer {
  if (kind !== 'same-answer' && kind !== 'second-money') return { kind };
  const state: BookingState = bookingStateOf(code ?? bookingStateCode.released);
  return { kind, state };
}
