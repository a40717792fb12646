import { setTimeout as pause } from 'node:timers/promises';
import type { Buyer } from '../bookings/bench-buyers.ts';
import type { Journey } from '../bookings/bench-railway.ts';
import { holdCall, search, type Offer, type Shop } from '../bookings/buyer.ts';
import { openCalls, type Call, type Reply } from '../bookings/http-calls.ts';
import { loadInput, tell } from '../frame/load-process.ts';

export interface RushLoadInput {
  readonly apiUrl: string;
  /** Accounts that want two seats of the hot train, each until it has them. */
  readonly buyers: readonly Buyer[];
  /** Asks ten times as often as it may; part of the arrivals. */
  readonly greedy: Buyer;
  readonly hot: Journey;
  readonly searched: readonly Journey[];
  /** Closed loop: each client asks again when it has its answer. Open loop: so many arrivals a second, whatever is answered. */
  readonly arrivals: { readonly clients: number } | { readonly perSecond: number };
  readonly searchesPerSecond: number;
  /** Unix milliseconds: nobody asks before or after. */
  readonly from: number;
  readonly until: number;
}

export interface RushLoadAnswer {
  /** Bookings that somebody was told of: when asked, when told, its reference and which account it was. */
  readonly held: { askedAt: number; toldAt: number; reference: string; buyer: number }[];
  /** When those were asked and told who heard "sold out". */
  readonly soldOut: [askedAt: number, toldAt: number][];
  /** Answers by status and code. */
  readonly answers: Record<string, number>;
  /** 429 and 503 without a code or a Retry-After, and every status that nobody should see. */
  readonly odd: Record<string, number>;
  readonly asked: number;
  /** Asked before the end and never answered; those who hung up themselves are not counted. */
  readonly unanswered: number;
  /** Searches answered within a second, and their times in ms. */
  readonly searches: number;
  readonly searchMs: number[];
}

const everyMs = 5;
const searchWithinMs = 1000;
const answeredWithinMs = 30_000;
/** Of a hundred arrivals: how many are the greedy one's, and how many hang up before they have their answer. */
const greedyShare = 10;
const hangUpShare = 2;
const hangUpMs = 300;

interface Wish {
  readonly buyer: number;
  readonly call: Call;
  dueAt: number;
}

const input = await loadInput<RushLoadInput>();
const calls = openCalls();
const shop: Shop = { calls, apiUrl: input.apiUrl, refused: new Map(), references: [] };
const held: RushLoadAnswer['held'] = [];
const soldOut: RushLoadAnswer['soldOut'] = [];
const answers = new Map<string, number>();
const odd = new Map<string, number>();
const searchMs: number[] = [];
const inFlight = new Set<Promise<void>>();
let asked = 0;
let unanswered = 0;

const offer = await search(shop, input.hot);
const wishes: Wish[] = input.buyers.map((buyer, index) => ({
  buyer: index,
  call: holdCall(shop, buyer, offer),
  dueAt: 0,
}));
await pause(Math.max(0, input.from - Date.now()));
const searching = searchLoop();
await ('clients' in input.arrivals
  ? Promise.all(Array.from({ length: input.arrivals.clients }, closedLoop))
  : openLoop(input.arrivals.perSecond));
await searching;
await Promise.race([Promise.all(inFlight), pause(answeredWithinMs, undefined, { ref: false })]);
unanswered += inFlight.size;
calls.close();
const answer: RushLoadAnswer = {
  held,
  soldOut,
  answers: Object.fromEntries(answers),
  odd: Object.fromEntries(odd),
  asked,
  unanswered,
  searches: searchMs.filter((ms) => ms <= searchWithinMs).length,
  searchMs,
};
tell(answer);

async function closedLoop(): Promise<void> {
  for (;;) {
    const wish = wishes.shift();
    if (wish === undefined || Date.now() >= input.until) return;
    const isOver = await ask(wish);
    if (!isOver) wishes.push(wish);
  }
}

/** So many a second by the clock; who is told to come back later comes then, or sooner when nobody else is left to ask. */
async function openLoop(perSecond: number): Promise<void> {
  const began = Date.now();
  let sent = 0;
  let turn = 0;
  while (Date.now() < input.until) {
    const due = Math.floor(((Date.now() - began) / 1000) * perSecond);
    for (; sent < due; sent += 1) {
      turn += 1;
      if (turn % 100 < greedyShare) track(askGreedily());
      else arrive(turn % 100 >= 100 - hangUpShare ? 'hangs up' : 'waits');
    }
    await pause(everyMs);
  }
}

function arrive(patience: 'waits' | 'hangs up'): void {
  const wish = takeDue();
  if (wish === undefined) return;
  const asking = patience === 'waits' ? ask(wish) : askAndHangUp(wish);
  track(
    asking.then((isOver) => {
      if (!isOver) wishes.push(wish);
    }),
  );
}

/** The first that may come; among those told to wait the one that has waited longest. */
function takeDue(): Wish | undefined {
  const now = Date.now();
  const at = wishes.findIndex((wish) => wish.dueAt <= now);
  return at < 0 ? wishes.shift() : wishes.splice(at, 1)[0];
}

function track(work: Promise<void>): void {
  inFlight.add(work);
  void work.finally(() => inFlight.delete(work));
}

/** True when the account has its seats or cannot have any. */
async function ask(wish: Wish): Promise<boolean> {
  const askedAt = Date.now();
  asked += 1;
  const reply = await replyTo(wish.call);
  if (reply === null) return false;
  const toldAt = Date.now();
  wish.dueAt = toldAt + (reply.retryAfter ?? 1) * 1000;
  if (reply.status === 201) {
    const { reference } = JSON.parse(reply.text) as { reference: string };
    held.push({ askedAt, toldAt, reference, buyer: wish.buyer });
    return true;
  }
  if (reply.status === 409 && codeOf(reply) === 'sold-out') {
    soldOut.push([askedAt, toldAt]);
    return 'clients' in input.arrivals;
  }
  return reply.status === 409;
}

async function askAndHangUp(wish: Wish): Promise<boolean> {
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), hangUpMs);
  try {
    asked += 1;
    const reply = await calls.ask({ ...wish.call, signal: gone.signal });
    note(reply);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  // Whatever came of it, the same key hears it next time.
  wish.dueAt = Date.now() + 1000;
  return false;
}

async function askGreedily(): Promise<void> {
  asked += 1;
  await replyTo(holdCall(shop, input.greedy, { ...offer, runId: 1 } satisfies Offer));
}

async function replyTo(call: Call): Promise<Reply | null> {
  try {
    const reply = await calls.ask(call);
    note(reply);
    return reply;
  } catch {
    unanswered += 1;
    return null;
  }
}

function note(reply: Reply): void {
  const name = `${reply.status} ${codeOf(reply)}`.trim();
  count(answers, name);
  const isLater = reply.status === 429 || reply.status === 503;
  const isPlain = reply.status === 201 || reply.status === 404 || reply.status === 409;
  const isRight = isPlain || (isLater && codeOf(reply) !== '' && reply.retryAfter !== null);
  if (!isRight) count(odd, name);
}

function count(into: Map<string, number>, name: string): void {
  into.set(name, (into.get(name) ?? 0) + 1);
}

function codeOf({ text }: Reply): string {
  return /"code":"([a-z-]+)"/.exec(text)?.[1] ?? '';
}

async function searchLoop(): Promise<void> {
  const began = Date.now();
  for (let sent = 0; Date.now() < input.until; await pause(everyMs)) {
    const due = Math.floor(((Date.now() - began) / 1000) * input.searchesPerSecond);
    for (; sent < due; sent += 1) track(searchOnce(sent));
  }
}

async function searchOnce(at: number): Promise<void> {
  const journey = input.searched[at % input.searched.length];
  if (journey === undefined) return;
  const { from, to, date } = journey;
  const began = performance.now();
  const reply = await replyOfSearch(
    `${input.apiUrl}/availability?${new URLSearchParams({ from, to, date })}`,
  );
  if (reply?.status === 200) searchMs.push(performance.now() - began);
  else count(odd, `search ${reply?.status ?? 'unanswered'}`);
}

async function replyOfSearch(url: string): Promise<Reply | null> {
  try {
    return await calls.ask({ method: 'GET', url });
  } catch {
    return null;
  }
}
