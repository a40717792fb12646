import { loadInput, tell } from '../frame/load-process.ts';
import type { Buyer } from './bench-buyers.ts';
import type { Journey } from './bench-railway.ts';
import { holdCall, search, type Shop } from './buyer.ts';
import { openCalls } from './http-calls.ts';

export interface SoldOutLoadInput {
  readonly apiUrl: string;
  readonly clients: number;
  /** Each client asks for its share of them in turn: nobody asks more often than one caller may. */
  readonly buyers: readonly Buyer[];
  readonly journey: Journey;
  readonly from: number;
  readonly until: number;
}

export interface SoldOutLoadAnswer {
  readonly doneAt: number[];
  /** Answers other than "sold out". */
  readonly others: number;
}

const input = await loadInput<SoldOutLoadInput>();
const shop: Shop = { calls: openCalls(), apiUrl: input.apiUrl, refused: new Map(), references: [] };
const doneAt: number[] = [];
let others = 0;

const offer = await search(shop, input.journey);
await new Promise((resolve) => setTimeout(resolve, Math.max(0, input.from - Date.now())));
await Promise.all(Array.from({ length: input.clients }, (_, client) => askLoop(client)));
shop.calls.close();
const answer: SoldOutLoadAnswer = { doneAt, others };
tell(answer);

async function askLoop(client: number): Promise<void> {
  const own = input.buyers.filter((_, at) => at % input.clients === client);
  for (let turn = 0; Date.now() < input.until; turn += 1) {
    const buyer = own[turn % own.length];
    if (buyer === undefined) throw new Error(`no account for client ${client}`);
    const reply = await shop.calls.ask(holdCall(shop, buyer, offer));
    if (reply.status === 409 && reply.text.includes('"sold-out"')) doneAt.push(Date.now());
    else others += 1;
  }
}
