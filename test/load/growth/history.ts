import { fillCoach } from '@interlock/domain/coach-layout';
import {
  bookingIdOf,
  makeReference,
  runIdOf,
  seatIdOf,
  type BookingId,
  type BookingReference,
  type BureauLetter,
  type RunId,
  type SeatId,
} from '@interlock/domain/ids';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import { arrives, boards, type TrainPlan } from '@interlock/domain/timetable/train-plan';

/** What a store's past looks like; the same wishes give the same past in every process. */
export interface HistoryWishes {
  /** Bookings of both shards together. */
  readonly bookings: number;
  /** When the past ends. */
  readonly until: Instant;
}

/** One booking of the past, as its rows tell it. */
export interface Story {
  readonly number: bigint;
  readonly id: BookingId;
  readonly reference: BookingReference;
  readonly account: string;
  readonly traveller: string;
  readonly end: 'ticketed' | 'expired' | 'cancelled';
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly seatId: SeatId;
  readonly from: number;
  readonly to: number;
  readonly createdAt: Instant;
  readonly departsAt: Instant;
  readonly arrivesAt: Instant;
  readonly ticketId: string;
  readonly intent: string;
}

export const historyShards = ['north', 'south'] as const;
export type HistoryShard = (typeof historyShards)[number];

export const pastOwner: Record<HistoryShard, BureauLetter> = { north: 'B', south: 'H' };
const pastTrain: Record<HistoryShard, number> = { north: 900_001, south: 900_002 };
export const rideFen = 12_800;
export const tripsPerAccount = 10;

const zone = 'Asia/Shanghai';
const segments = 23;
const layoutSeats = 1000;
const seatsPerCoach = 100;
/** Rides that follow one another on one seat until the run is full. */
const ridesPerSeat = 5;
const runsOfThePast = 57;
/** Of a hundred bookings so many end with a ticket. */
const ticketedOfHundred = 57;
const minute = 60_000;
const day = 24 * 60 * minute;
/** Holds of one run come in over a day, three days before it leaves. */
const salesBeforeMs = 3 * day;

/** A train of 24 stops and 1,000 seats. */
export function planOf(trainId: number, owner: BureauLetter): TrainPlan {
  return {
    trainId,
    version: 1,
    owner,
    numbers: [{ number: `G${trainId}`, fromStop: 0 }],
    zone,
    stops: Array.from({ length: segments + 1 }, (_, position) => ({
      position,
      telecode: telecodeAt(position),
      km: position * 60,
      arriveMinutes: position === 0 ? null : 480 + position * 25,
      departMinutes: position === segments ? null : 482 + position * 25,
      bureau: null,
    })),
    layout: {
      id: 'growth',
      coaches: Array.from({ length: layoutSeats / seatsPerCoach }, (_, at) => ({
        no: at + 1,
        dining: false,
        accessible: false,
        seats: fillCoach([{ class: 'second', count: seatsPerCoach }]),
      })),
    },
    rates: { second: 46_000 },
    saleOpensAt: 480,
  };
}

function telecodeAt(position: number): string {
  return `G${String.fromCharCode(65 + position)}X`;
}

/** The stations of every train here, in the order of its stops. */
export const stations: readonly Station[] = Array.from({ length: segments + 1 }, (_, position) => {
  const telecode = telecodeAt(position);
  const name = telecode.toLowerCase();
  return {
    telecode,
    zh: telecode,
    en: telecode,
    pinyin: name,
    initials: name,
    cityZh: telecode,
    cityEn: telecode,
    aliases: [],
    bureau: 'B',
  };
});

/** The past of one shard: half of the bookings, each run on a day of its own. */
export interface History {
  readonly shard: HistoryShard;
  readonly plan: TrainPlan;
  readonly size: number;
  /** Service dates of its runs, the first first. */
  readonly dates: readonly ServiceDate[];
  story(at: number): Story;
}

export function historyOf(shard: HistoryShard, wishes: HistoryWishes): History {
  const size = wishes.bookings / historyShards.length;
  const accounts = wishes.bookings / tripsPerAccount;
  const plan = planOf(pastTrain[shard], pastOwner[shard]);
  const perRun = ridesPerSeat * seatsInUse(size);
  const runs = Math.ceil(((size / 100) * ticketedOfHundred) / perRun);
  const today = serviceDateAt(wishes.until, zone);
  // Both shards' trains run on alternate days, so that nobody rides twice at a time.
  const offset = shard === 'north' ? -2 : -3;
  const dates = Array.from({ length: runs }, (_, run) =>
    addDays(today, offset - 2 * (runs - 1 - run)),
  );
  const parts = { shard, plan, dates, accounts, perRun };
  return { shard, plan, size, dates, story: (at) => storyAt(parts, at) };
}

interface Parts extends Pick<History, 'shard' | 'plan' | 'dates'> {
  readonly accounts: number;
  readonly perRun: number;
}

/** So many that every past has the same number of runs and dates, whatever its size. */
function seatsInUse(size: number): number {
  const rides = (size / 100) * ticketedOfHundred;
  return Math.max(1, Math.min(layoutSeats, Math.round(rides / ridesPerSeat / runsOfThePast)));
}

function storyAt({ shard, plan, dates, accounts, perRun }: Parts, at: number): Story {
  const hundred = Math.floor(at / 100);
  const inHundred = at % 100;
  const isTicketed = inHundred < ticketedOfHundred;
  // A released hold had the seat and the ride that a later booking of its hundred was given.
  const ride =
    hundred * ticketedOfHundred + (isTicketed ? inHundred : inHundred - ticketedOfHundred);
  const run = Math.floor(ride / perRun);
  const inRun = ride % perRun;
  const seats = perRun / ridesPerSeat;
  const leg = Math.floor(inRun / seats);
  const from = Math.floor((leg * segments) / ridesPerSeat);
  const to = Math.floor(((leg + 1) * segments) / ridesPerSeat);
  const date = dates[run] ?? dates[0] ?? ('' as ServiceDate);
  const runId = runIdOf(plan.trainId, date);
  const opensAt = boards(plan, date, 0) - salesBeforeMs;
  const createdAt = Math.floor(opensAt + (inRun * day) / perRun + inHundred);
  const number = (BigInt(createdAt) << 22n) | BigInt(at & 0x3f_ffff);
  const id = bookingIdOf(pastOwner[shard], number);
  const account = (at + 23 * Math.floor(at / accounts)) % accounts;
  return {
    number,
    id,
    reference: makeReference({ bureau: pastOwner[shard], random40: scattered(at) }),
    account: accountName(account),
    traveller: `growth-traveller-${account}`,
    end: isTicketed ? 'ticketed' : at % 2 === 0 ? 'expired' : 'cancelled',
    runId,
    date,
    seatId: seatIdOf(runId, inRun % seats),
    from,
    to,
    createdAt: createdAt as Instant,
    departsAt: boards(plan, date, from),
    arrivesAt: arrives(plan, date, to),
    ticketId: `${pastOwner[shard]}${scattered(at).toString(16).toUpperCase().padStart(20, '0')}`,
    intent: `pi_growth_${shard}_${at}`,
  };
}

/** The n-th account of the past. */
export function accountName(at: number): string {
  return `growth-account-${at}`;
}

/** 40 bits in no order, different for different numbers: references are random, and indexes feel it. */
function scattered(at: number): bigint {
  return (BigInt(at + 1) * 0x9e37_79b9_7f4a_7c15n) & 0xff_ffff_ffffn;
}
