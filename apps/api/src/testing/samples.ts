import type { BookingReference, RunId, ShardName, TravellerId } from '@interlock/domain/ids';
import { type Instant, instant, type ServiceDate } from '@interlock/domain/time';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import type { ApiUseCases } from '../use-cases.ts';

type ProviderEvent = Parameters<ApiUseCases['receiveEvent']>[1];

/** 2026-11-23T00:00:00Z */
const morning = 1_795_392_000_000;

function at(minutes: number): Instant {
  return instant(morning + minutes * 60_000);
}

const beijing: OfferStop = {
  position: 0,
  telecode: 'VNP',
  zh: '北京南',
  en: 'Beijing South',
  number: 'G1',
  arriveMinutes: null,
  departMinutes: 480,
  km: 0,
  arrivesAt: null,
  departsAt: at(0),
};

const shanghai: OfferStop = {
  position: 5,
  telecode: 'AOH',
  zh: '上海虹桥',
  en: 'Shanghai Hongqiao',
  number: 'G1',
  arriveMinutes: 750,
  departMinutes: null,
  km: 1318,
  arrivesAt: at(270),
  departsAt: null,
};

export const reference = 'H7K3M9P2QX' as BookingReference;

/** A booking of one adult on two letters of second class, held and unpaid. */
export function heldBooking(changes: Partial<BookingView> = {}): BookingView {
  return {
    kind: 'booking',
    reference,
    state: 'held',
    phase: 'held',
    payBy: at(-60),
    expiresAt: at(-59),
    closedAt: null,
    now: at(-80),
    priceFen: 55_300,
    currency: 'CNY',
    runId: 4_321 as RunId,
    date: '2026-11-23' as ServiceDate,
    number: 'G1',
    from: beijing,
    to: shanghai,
    stops: [beijing, shanghai],
    seatClass: 'second',
    passengers: [
      {
        ord: 0,
        travellerId: 'traveller-1' as TravellerId,
        nameMasked: '李*',
        documentMasked: '1101**********0018',
        ticketType: 'adult',
        fareFen: 55_300,
        coach: 3,
        row: 7,
        letter: 'F',
        ticketId: null,
        qr: null,
      },
    ],
    money: 'none',
    declined: false,
    canExtend: true,
    canCancel: true,
    language: 'zh',
    ...changes,
  };
}

/** One train with one class in each of the six states a class can be in. */
export function trainSearch(): TrainSearch {
  const runId = 4_321 as RunId;
  const date = '2026-11-23' as ServiceDate;
  const south = 'south' as ShardName;
  return {
    kind: 'trains',
    asOf: at(-81),
    asOfShards: new Map([[south, at(-81)]]),
    date,
    from: [],
    to: [],
    otherDates: [],
    trains: [
      {
        kind: 'train',
        trainId: 1,
        runId,
        shard: south,
        date,
        number: 'G1',
        numbers: ['G1'],
        from: beijing,
        to: shanghai,
        first: true,
        last: true,
        durationMinutes: 270,
        classes: [
          { seatClass: 'second', priceFen: 55_300, availability: { state: 'plenty', count: 24 } },
          { seatClass: 'first', priceFen: 93_300, availability: { state: 'number', count: 3 } },
          { seatClass: 'business', priceFen: 174_800, availability: { state: 'none' } },
          {
            seatClass: 'premier',
            priceFen: 120_000,
            availability: { state: 'not-on-sale', opensAt: at(0) },
          },
          { seatClass: 'hardSeat', priceFen: 10_000, availability: { state: 'closed' } },
          { seatClass: 'softSleeper', priceFen: 60_000, availability: { state: 'unavailable' } },
        ],
        stops: [beijing, shanghai],
      },
    ],
  };
}

export const traveller: TravellerView = {
  kind: 'traveller',
  id: 'traveller-1',
  ticketType: 'adult',
  nameMasked: '李*',
  documentType: 'resident-id',
  documentMasked: '1101**********0018',
};

/** An event of authorised money as the gateway reads it from a webhook. */
export function authorisedEvent(): ProviderEvent {
  return {
    kind: 'event',
    eventId: 'evt_1',
    type: 'payment_intent.amount_capturable_updated',
    createdAt: at(-70),
    intentId: 'pi_1',
    bookingId: 'H0000000000001',
    money: {
      state: 'authorised',
      intentId: 'pi_1',
      amountFen: 55_300,
      capturedFen: 0,
      refundedFen: 0,
      currency: 'CNY',
      bookingId: 'H0000000000001',
      attempt: 1,
    },
  };
}
