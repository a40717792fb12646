import { loadInput, tell } from '../frame/load-process.ts';
import type { Buyer } from './bench-buyers.ts';
import type { Journey } from './bench-railway.ts';
import { buy, hold, search, type BookingTimes, type Shop } from './buyer.ts';
import { openCalls } from './http-calls.ts';

export interface BuyerLoadInput {
  /** `ticket`: the whole way, each client its own account. `hold`: seats only, a fresh account each time. */
  readonly deed: 'ticket' | 'hold';
  readonly apiUrl: string;
  readonly clients: number;
  readonly buyers: readonly Buyer[];
  readonly journeys: readonly Journey[];
  /** Unix milliseconds: nobody starts a booking before or after. */
  readonly from: number;
  readonly until: number;
}

export interface BuyerLoadAnswer {
  /** Unix milliseconds at which each deed was done, in order. */
  readonly doneAt: number[];
  /** References of the bookings made, done or not. */
  readonly references: string[];
  readonly times: BookingTimes[];
  readonly refused: Record<string, number>;
  /** Clients that had no account left before the end. */
  readonly ranDry: number;
}

const input = await loadInput<BuyerLoadInput>();
const shop: Shop = { calls: openCalls(), apiUrl: input.apiUrl, refused: new Map(), references: [] };
const doneAt: number[] = [];
const times: BookingTimes[] = [];
let fresh = 0;
let ranDry = 0;

await new Promise((resolve) => setTimeout(resolve, Math.max(0, input.from - Date.now())));
await Promise.all(
  Array.from({ length: input.clients }, (_, client) =>
    input.deed === 'ticket' ? ticketLoop(client) : holdLoop(),
  ),
);
shop.calls.close();
const answer: BuyerLoadAnswer = {
  doneAt,
  references: shop.references,
  times,
  refused: Object.fromEntries(shop.refused),
  ranDry,
};
tell(answer);

/** One account, one journey after the other, each only once: a person rides one train at a time. */
async function ticketLoop(client: number): Promise<void> {
  const buyer = input.buyers[client];
  if (buyer === undefined) throw new Error(`no account for client ${client}`);
  const first = Math.floor((client * input.journeys.length) / input.clients);
  for (let at = 0; Date.now() < input.until; at += 1) {
    if (at >= input.journeys.length) return void (ranDry += 1);
    const found = await buy(shop, buyer, journeyAt(first + at));
    if (found === null) continue;
    doneAt.push(Date.now());
    times.push(found);
  }
}

async function holdLoop(): Promise<void> {
  while (Date.now() < input.until) {
    const at = fresh++;
    const buyer = input.buyers[at];
    if (buyer === undefined) return void (ranDry += 1);
    const offer = await search(shop, journeyAt(at));
    const began = performance.now();
    if ((await hold(shop, buyer, offer)) === null) continue;
    doneAt.push(Date.now());
    times.push({ holdMs: performance.now() - began, payMs: 0, ticketMs: 0 });
  }
}

function journeyAt(at: number): Journey {
  const journey = input.journeys[at % input.journeys.length];
  if (journey === undefined) throw new Error('no journeys');
  return journey;
}
