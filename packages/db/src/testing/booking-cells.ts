import {
  type BookingEvent,
  type BookingFacts,
  type BookingState,
  bookingEvents,
  bookingStateNames,
} from '@interlock/domain/bookings/booking-states';

export type From = BookingState | 'none';
export const froms: readonly From[] = ['none', ...bookingStateNames];

/** What may differ when an event meets a booking. */
export interface Circumstances {
  readonly clock: 'ahead' | 'past pay-by' | 'past expires-at';
  /**
   * The intent the event names. own: it confirmed the booking; other: authorised, did not confirm it; refused: as other,
   * refused for good; open: nobody has paid on it; unknown: no payment of the booking.
   */
  readonly intent: 'own' | 'other' | 'refused' | 'open' | 'unknown';
  readonly amount: 'right amount' | 'wrong amount';
  /** Money besides that intent's. useless: wrong, refused and voided money. */
  readonly money: 'no money' | 'money waiting' | 'useless money';
  readonly asker: 'same request' | 'other account' | 'other request';
  readonly seats: 'seats free' | 'seats gone';
  readonly due: BookingFacts['due'];
}

export interface Cell extends Circumstances {
  readonly from: From;
  readonly event: BookingEvent;
  /** As a person reads it: the cell and what was varied in it. */
  readonly title: string;
}

type Dimensions = { readonly [Name in keyof Circumstances]?: readonly Circumstances[Name][] };

const usual: Circumstances = {
  clock: 'ahead',
  intent: 'unknown',
  amount: 'right amount',
  money: 'no money',
  asker: 'same request',
  seats: 'seats free',
  due: 'pay-by',
};

const clock = ['ahead', 'past pay-by', 'past expires-at'] as const;
const amount = ['right amount', 'wrong amount'] as const;
const money = ['no money', 'money waiting', 'useless money'] as const;
const news = { clock, amount, intent: ['own', 'other', 'refused'] } as const;

/** The facts that matter to each event; the rest stays as usual. */
const dimensions: Record<BookingEvent, Dimensions> = {
  hold: {
    clock,
    asker: ['same request', 'other account', 'other request'],
    seats: ['seats free', 'seats gone'],
  },
  'money-authorised': news,
  confirm: { clock, amount, intent: ['own', 'other', 'refused', 'open', 'unknown'] },
  captured: news,
  issue: { clock, intent: ['own', 'other', 'refused', 'unknown'] },
  'capture-refused': { clock, money, intent: ['own', 'other', 'refused', 'unknown'] },
  cancel: { clock, money },
  deadline: { clock, money, due: ['pay-by', 'expires-at'] },
};

/** Every event in every state, in every combination of the facts that matter there. */
export function allCells(): Cell[] {
  return froms.flatMap((from) => bookingEvents.flatMap((event) => cellsOf(from, event)));
}

function cellsOf(from: From, event: BookingEvent): Cell[] {
  const varied = dimensions[event];
  let combinations: Circumstances[] = [usual];
  for (const [name, values] of Object.entries(varied)) {
    combinations = combinations.flatMap((known) =>
      values.map((value) => ({ ...known, [name]: value })),
    );
  }
  return combinations
    .filter((given) => canBe(from, given, varied))
    .map((given) => {
      const words = Object.entries(given).filter(([name]) => name in varied);
      return {
        ...given,
        from,
        event,
        title: `${from} × ${event} (${words.map(([, word]) => word).join(', ')})`,
      };
    });
}

/** Without a row there is no clock and nothing was paid; only what was confirmed has an intent of its own. */
function canBe(from: From, given: Circumstances, varied: Dimensions): boolean {
  const isConfirmed = from === 'confirmed' || from === 'ticketed';
  if (given.intent === 'own' && !isConfirmed) return false;
  if (from !== 'none') return true;
  const intents = varied.intent ?? ['unknown'];
  const plain = intents.includes('unknown') ? 'unknown' : 'other';
  return given.clock === 'ahead' && given.money === 'no money' && given.intent === plain;
}

/** What the table is told of a cell. */
export function factsOf(cell: Cell): BookingFacts {
  const isConfirmed = cell.from === 'confirmed' || cell.from === 'ticketed';
  return {
    sameRequest: cell.asker === 'same request',
    seatsAvailable: cell.seats === 'seats free',
    intent:
      cell.intent === 'unknown'
        ? null
        : {
            id: cell.intent,
            refused: cell.intent === 'refused',
            waiting: cell.intent !== 'open',
          },
    amountMatches: cell.amount === 'right amount',
    confirmedIntent: isConfirmed ? 'own' : null,
    moneyWaiting: cell.money === 'money waiting',
    due: cell.due,
    payByPassed: cell.clock !== 'ahead',
    expiresPassed: cell.clock === 'past expires-at',
  };
}
