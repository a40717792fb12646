import { setTimeout as delay } from 'node:timers/promises';
import type { RunId } from '@interlock/domain/ids';
import type { BatchConnection } from './batch-connection.ts';
import { type Decision, decideBatch, hasSeats, type RefusedHold } from './batch-decision.ts';
import type { WaitingHold, WaitingItem, WaitingRelease } from './batch-queue.ts';
import {
  type WireAnswer,
  type WireFound,
  answerEnds,
  answerFound,
  answerHeld,
  commitBatchText,
  commitBatchValues,
} from './batch-wire.ts';
import { type BatchPlace, BatchesUnderWay } from './batches-under-way.ts';
import {
  DatabaseUnavailable,
  isAway,
  isSerializationFailure,
  sqlStateOf,
} from './database-errors.ts';
import { type HeldRuns, createHeldRuns } from './held-runs.ts';
import { type KnownBookings, createKnownBookings } from './known-bookings.ts';
import { createRunCache, type RunCache } from './run-cache.ts';
import type { SeatAllocatorOptions } from './seat-allocator.ts';
import { createSoleWriter, type SoleWriter } from './sole-writer.ts';
import { createTurns, type Turns } from './turns.ts';

const staleTriesMax = 5;
const failuresMax = 2;
/** Waits between the tries while the database is away; after the last one the callers are told. */
const awayWaitsMs = [50, 150, 400];
const guardRefused = 'IL001';
const paymentSurprised = 'IL002';

/** This request alone cannot be carried out, however often it is tried. */
export class AllocatorFault extends Error {
  constructor(request: { bookingId: string }, cause: unknown) {
    super(
      `booking ${request.bookingId} cannot be carried out: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.name = 'AllocatorFault';
  }
}

interface Tries {
  stale: number;
  failed: number;
  away: number;
}

/** One try to carry out a batch. */
interface Attempt {
  readonly place: BatchPlace;
  readonly looksFirst: boolean;
  /** Whether it was decided while another batch was being tried. */
  wasBeside: boolean;
}

/** Carries out batches; keeps the masks of the runs being sold. */
export class BatchRunner {
  private readonly options: SeatAllocatorOptions;
  private readonly connection: BatchConnection;
  private readonly cache: RunCache;
  private readonly known: KnownBookings;
  private readonly heldRuns: HeldRuns = createHeldRuns();
  private readonly writer: SoleWriter;
  private readonly turns: Turns;
  private readonly underWay = new BatchesUnderWay();
  /** Runs are being read. */
  private loading: Promise<ReadonlySet<RunId>> | null = null;
  /** Of each batch that has been decided and not answered: the runs in which seats became free since. */
  private readonly freeing = new Set<Set<RunId>>();

  constructor(options: SeatAllocatorOptions) {
    this.options = options;
    this.cache = createRunCache(options.shards, options.shard);
    this.known = createKnownBookings(() => options.now());
    this.connection = options.shards.batchConnection(options.shard);
    this.writer = createSoleWriter(this.connection, (news) => {
      this.cache.learn(news);
    });
    this.turns = createTurns(this.connection);
  }

  /** Whether another batch may begin while one is under way: memory then shows what that one will have changed. */
  mayWorkBeside(): boolean {
    return this.underWay.allowsCompany() && this.writer.isTrusted() && !this.writer.hasOthers();
  }

  /** Answers every item, one way or another, but for those it returns: what this batch has changed lets them hope again. */
  async run(items: WaitingItem[]): Promise<WaitingItem[]> {
    const place = this.underWay.enter();
    // Only the database knows which run it changes.
    if (items.some((item) => item.kind === 'release' && this.runOf(item) === undefined))
      place.refuseCompany();
    try {
      return await this.tryUntilAnswered(items, place);
    } finally {
      place.leave();
    }
  }

  private async tryUntilAnswered(items: WaitingItem[], place: BatchPlace): Promise<WaitingItem[]> {
    const tries = { stale: 0, failed: 0, away: 0 };
    let open = items;
    let doubtful = holdsOf(items).filter((item) =>
      this.known.mayExist({ id: item.request.bookingId, number: item.number }),
    );
    for (;;) {
      const attempt: Attempt = { place, looksFirst: tries.stale > 0, wasBeside: false };
      try {
        if (doubtful.length > 0) open = await this.answerKnown(open, doubtful);
        doubtful = [];
        if (open.length === 0) return [];
        if (this.writer.hasOthers())
          await this.turns.take({ writer: this.writer.name(), wasRefused: tries.stale > 0 });
        const again = await this.carryOut(this.withoutLate(open), attempt);
        this.turns.end();
        return again;
      } catch (error) {
        this.turns.end();
        await place.alone();
        // Decided beside another batch, it may be that one's doing; another writer shows at the next try, which is alone.
        if (isSerializationFailure(error) && !attempt.wasBeside) this.writer.refused();
        const verdict = this.judge(error, tries);
        if (verdict === 'wait') await delay(awayWaitsMs[tries.away - 1]);
        if (verdict === 'isolate') return this.isolate(open, error, place);
        if (verdict === 'unavailable') {
          refuseAll(open, () => new DatabaseUnavailable(this.options.shard, error));
          return [];
        }
        // Unless the database itself refused the whole batch as stale, some of it may exist now, or did before.
        if (!isSerializationFailure(error)) doubtful = holdsOf(open);
      }
    }
  }

  /** Decides and commits once; returns what has to be decided again. */
  private async carryOut(items: readonly WaitingItem[], attempt: Attempt): Promise<WaitingItem[]> {
    const { cache } = this;
    const { place } = attempt;
    const unknownRuns = await this.loadRuns(items, place);
    const freed = new Set<RunId>();
    this.freeing.add(freed);
    try {
      const decision = decideBatch(items, { cache, unknownRuns });
      for (const { item, error } of decision.faulty) this.fault(item, error);
      if (decision.holds.length + decision.ends.length > 0) await this.commit(decision, attempt);
      // What others have taken may still come back: nobody is told before that nothing is left.
      else if (decision.notFree.length > 0) await place.sentHaveEnded();
      if (decision.notFree.length === 0) return decision.again;
      return [...decision.again, ...(await this.answerNotFree(decision.notFree, freed))];
    } finally {
      this.freeing.delete(freed);
    }
  }

  /**
   * The runs of the holds, in memory; those that do not exist are returned. While some are read nothing is decided, and
   * nothing decided is in the database: what a batch changed meanwhile would be missing in what was read.
   */
  private async loadRuns(
    items: readonly WaitingItem[],
    place: BatchPlace,
  ): Promise<ReadonlySet<RunId>> {
    const runIds = holdsOf(items).map((item) => item.request.runId);
    while (this.loading !== null) await this.loading.catch(() => undefined);
    if (this.cache.has(runIds)) return new Set();
    this.loading = place.sentHaveEnded().then(() => this.cache.ensure(runIds));
    try {
      return await this.loading;
    } finally {
      this.loading = null;
    }
  }

  private async commit(decision: Decision, attempt: Attempt): Promise<void> {
    const { cache } = this;
    const { holds, ends } = decision;
    const { place } = attempt;
    const raised = cache.batchBegins(this.raisedBy(decision));
    attempt.wasBeside = !place.isOnly();
    place.send();
    const answer = await this.send(decision, attempt).catch((error: unknown) => {
      const batch = { holds, raised };
      // Refused, nothing happened, but another batch may have been decided on it; by any other error nobody knows.
      if (!isRefused(error)) cache.batchLost();
      else if (!place.isOnly()) cache.batchRefusedBesideOthers();
      else if (sqlStateOf(error) === paymentSurprised) cache.batchTakenBack(batch);
      else cache.batchRefused(batch);
      throw error;
    });
    // Before it became the only one, others may have changed anything but the runs whose versions were just compared.
    if (this.writer.heard(answer.sole)) cache.forgetAllBut(decision.runs);
    cache.batchCommitted(answer, raised);
    for (const [, runId] of answer.released) for (const freed of this.freeing) freed.add(runId);
    await this.reachFaultPoints(decision, answer);
    for (const hold of holds) hold.item.resolve(answerHeld(hold, answer.at));
    answerEnds(ends, answer);
  }

  private async send(
    { holds, ends, runs }: Decision,
    { looksFirst }: Attempt,
  ): Promise<WireAnswer> {
    for (const { item } of holds) {
      this.known.note(item.request.bookingId);
      this.heldRuns.note(item.request.bookingId, item.request.runId);
    }
    const { rows } = await this.connection.query<{ answer: WireAnswer }>({
      name: 'commit_batch',
      text: commitBatchText,
      values: commitBatchValues({
        runs: Array.from(runs, ([id, ver]) => ({ id, ver })),
        holds,
        ends,
        looksFirst,
        writer: this.writer.name(),
        hasOthers: this.writer.hasOthers(),
      }),
    });
    this.turns.end();
    const answer = rows[0]?.answer;
    if (answer === undefined) throw new Error('commit_batch answered nothing');
    return answer;
  }

  /** The runs whose versions the batch raises, as far as they can be known before. */
  private raisedBy({ runs, ends }: Decision): Set<RunId> {
    const raised = new Set(runs.keys());
    for (const item of ends) {
      if (item.kind !== 'release') break;
      const runId = this.runOf(item);
      if (runId !== undefined) raised.add(runId);
    }
    return raised;
  }

  private runOf({ request }: WaitingRelease): RunId | undefined {
    return this.heldRuns.of(request.bookingId);
  }

  private async reachFaultPoints({ holds, ends }: Decision, answer: WireAnswer): Promise<void> {
    const refused = new Set(answer.confirms.map(([place]) => place - 1));
    if (holds.length > 0) await this.options.faultPoint('after-hold-commit');
    if (answer.released.length > 0) await this.options.faultPoint('after-release-commit');
    if (ends.some((item, at) => item.kind === 'confirm' && !refused.has(at)))
      await this.options.faultPoint('after-confirm-commit');
  }

  /**
   * Memory alone sends nobody away unless it is the database's: nobody else writes, and the booking cannot be there (it
   * was looked up, or is new). Whoever could sit on what the batch itself has freed is first in the next one.
   */
  private async answerNotFree(
    refused: readonly RefusedHold[],
    freed: ReadonlySet<RunId>,
  ): Promise<WaitingHold[]> {
    const again: WaitingHold[] = [];
    const asked: RefusedHold[] = [];
    const isTrusted = this.writer.isTrusted();
    for (const { item, answer } of refused) {
      const { runId } = item.request;
      const run = this.cache.get(runId);
      if (freed.has(runId) && (run === undefined || hasSeats(run, item.request))) again.push(item);
      else if (isTrusted && run?.isDoubtful === false) item.resolve(answer);
      else asked.push({ item, answer });
    }
    return asked.length === 0 ? again : [...again, ...(await this.askNotFree(asked))];
  }

  /** The version must be the database's, and the booking unknown to it. */
  private async askNotFree(refused: readonly RefusedHold[]): Promise<WaitingHold[]> {
    const items = refused.map(({ item }) => item);
    const runIds = [...new Set(items.map((item) => item.request.runId))];
    const { found, versions } = await this.lookUp(items, runIds);
    const again: WaitingHold[] = [];
    for (const { item, answer } of refused) {
      const known = found.get(item.number.toString());
      const ver = this.cache.get(item.request.runId)?.ver;
      if (known !== undefined) item.resolve(answerFound(item.request, known));
      else if (ver !== undefined && versions.get(item.request.runId) === ver) item.resolve(answer);
      else again.push(item);
    }
    this.cache.forget(again.map((item) => item.request.runId));
    return again;
  }

  /** Of the doubtful holds those that exist get their answer; the rest is open. */
  private async answerKnown(
    items: WaitingItem[],
    doubtful: readonly WaitingHold[],
  ): Promise<WaitingItem[]> {
    const { found } = await this.lookUp(doubtful, []);
    if (found.size === 0) return items;
    return items.filter((item) => {
      const known = item.kind === 'hold' ? found.get(item.number.toString()) : undefined;
      if (item.kind !== 'hold' || known === undefined) return true;
      item.resolve(answerFound(item.request, known));
      return false;
    });
  }

  private async lookUp(
    holds: readonly WaitingHold[],
    runIds: readonly RunId[],
  ): Promise<{ found: Map<string, WireFound>; versions: Map<RunId, number> }> {
    const { rows } = await this.connection.query<{
      found: WireFound[];
      versions: [RunId, number][];
    }>({
      name: 'look_up',
      text: `SELECT found_bookings($1::bigint[]) AS found,
        (SELECT coalesce(json_agg(json_build_array(id, ver)), '[]') FROM run WHERE id = ANY ($2::bigint[])) AS versions`,
      values: [holds.map((item) => item.number.toString()), runIds],
    });
    this.writer.alive();
    const row = rows[0];
    return {
      found: new Map(row?.found.map((known) => [known.id, known])),
      versions: new Map(row?.versions),
    };
  }

  private withoutLate(items: readonly WaitingItem[]): WaitingItem[] {
    const now = this.options.now();
    return items.filter((item) => {
      if (item.kind !== 'hold' || now <= item.request.giveUpAt) return true;
      item.resolve({ kind: 'busy' });
      return false;
    });
  }

  private judge(error: unknown, tries: Tries): 'again' | 'wait' | 'unavailable' | 'isolate' {
    if (sqlStateOf(error) === guardRefused)
      this.options.report?.('seat-guard-refused', {
        shard: this.options.shard,
        message: String(error),
      });
    if (isRefused(error)) {
      tries.stale += 1;
      return tries.stale > staleTriesMax ? 'isolate' : 'again';
    }
    if (error instanceof DatabaseUnavailable || isAway(error)) {
      tries.away += 1;
      return tries.away > awayWaitsMs.length ? 'unavailable' : 'wait';
    }
    tries.failed += 1;
    return tries.failed < failuresMax ? 'again' : 'isolate';
  }

  /** One request at a time: the guilty one alone gets the error. */
  private async isolate(
    items: readonly WaitingItem[],
    error: unknown,
    place: BatchPlace,
  ): Promise<WaitingItem[]> {
    const [only] = items;
    if (items.length > 1 || only === undefined) {
      const again: WaitingItem[] = [];
      for (const item of items) again.push(...(await this.tryUntilAnswered([item], place)));
      return again;
    }
    if (only.kind === 'hold' && isSerializationFailure(error)) {
      // Nothing is wrong with it: others were faster every time.
      only.resolve({ kind: 'busy' });
    } else {
      this.fault(only, error);
    }
    return [];
  }

  private fault(item: WaitingItem, error: unknown): void {
    this.options.report?.('allocator-fault', {
      shard: this.options.shard,
      bookingId: item.request.bookingId,
      message: String(error),
    });
    item.reject(new AllocatorFault(item.request, error));
  }
}

/** Decided on old masks or a wrong belief, or caught by the guard: the database has changed nothing. */
function isRefused(error: unknown): boolean {
  const state = sqlStateOf(error);
  return isSerializationFailure(error) || state === guardRefused || state === paymentSurprised;
}

function refuseAll(items: readonly WaitingItem[], makeError: () => Error): void {
  for (const item of items) item.reject(makeError());
}

function holdsOf(items: readonly WaitingItem[]): WaitingHold[] {
  return items.filter((item) => item.kind === 'hold');
}
