import { setTimeout as delay } from 'node:timers/promises';
import type { RunId } from '@interlock/domain/ids';
import { type Decision, decideBatch } from './batch-decision.ts';
import type { WaitingHold, WaitingItem } from './batch-queue.ts';
import {
  type WireAnswer,
  type WireFound,
  answerConfirm,
  answerFound,
  answerRelease,
  wireId,
} from './batch-wire.ts';
import {
  DatabaseUnavailable,
  isAway,
  isSerializationFailure,
  sqlStateOf,
} from './database-errors.ts';
import { createRunCache, type RunCache } from './run-cache.ts';
import type { SeatAllocatorOptions } from './seat-allocator.ts';

const staleTriesMax = 5;
const failuresMax = 2;
/** Waits between the tries while the database is away; after the last one the callers are told. */
const awayWaitsMs = [50, 150, 400];
const guardRefused = 'IL001';

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

/** Carries out batches one after the other; keeps the masks of the runs being sold. */
export class BatchRunner {
  private readonly options: SeatAllocatorOptions;
  private readonly cache: RunCache;

  constructor(options: SeatAllocatorOptions) {
    this.options = options;
    this.cache = createRunCache(options.shards, options.shard);
  }

  /** Answers every item, one way or another. */
  async run(items: WaitingItem[]): Promise<void> {
    const tries = { stale: 0, failed: 0, away: 0 };
    let open = items;
    while (open.length > 0) {
      try {
        // Asked first whenever an earlier try may have committed.
        if (tries.away > 0) open = await this.answerKnown(open);
        open = await this.carryOut(this.withoutLate(open));
        tries.stale += 1;
      } catch (error) {
        const verdict = this.judge(error, tries);
        if (verdict === 'wait') await delay(awayWaitsMs[tries.away - 1]);
        if (verdict === 'unavailable')
          return refuseAll(open, () => new DatabaseUnavailable(this.options.shard, error));
        if (verdict === 'isolate') return this.isolate(open, error);
      }
      if (tries.stale > staleTriesMax) return this.isolate(open, runsChange());
    }
  }

  /** Decides and commits once; returns what has to be decided again. */
  private async carryOut(items: readonly WaitingItem[]): Promise<WaitingItem[]> {
    const holds = items.filter((item) => item.kind === 'hold');
    await this.cache.ensure(holds.map((item) => item.request.runId));
    const decision = decideBatch(items, this.cache);
    for (const { item, error } of decision.faulty) this.fault(item, error);
    try {
      if (decision.committing.length > 0) await this.commit(decision);
    } catch (error) {
      this.cache.forget(decision.touched);
      throw error;
    }
    return decision.soldOut.length === 0 ? [] : this.answerSoldOut(decision);
  }

  private async commit(decision: Decision): Promise<void> {
    const { rows } = await this.options.shards
      .batchPool(this.options.shard)
      .query<{ answer: WireAnswer }>({
        name: 'commit_batch',
        text: 'SELECT commit_batch($1::jsonb) AS answer',
        values: [JSON.stringify(decision.batch)],
      });
    const answer = rows[0]?.answer;
    if (answer === undefined) throw new Error('commit_batch answered nothing');
    this.cache.follow({ runs: answer.runs, releases: answer.releases });
    await this.reachFaultPoints(answer);
    this.answerAll(decision, answer);
  }

  private async reachFaultPoints(answer: WireAnswer): Promise<void> {
    if (answer.holds.some((hold) => hold.kind === 'held'))
      await this.options.faultPoint('after-hold-commit');
    if (answer.releases.some((release) => release.kind === 'released'))
      await this.options.faultPoint('after-release-commit');
    if (answer.confirms.some((confirm) => confirm.kind === 'confirmed'))
      await this.options.faultPoint('after-confirm-commit');
  }

  private answerAll(decision: Decision, answer: WireAnswer): void {
    const holds = new Map(answer.holds.map((hold) => [hold.id, hold]));
    const releases = new Map(answer.releases.map((release) => [release.id, release]));
    const confirms = new Map(answer.confirms.map((confirm) => [confirm.id, confirm]));
    for (const { item, seats } of decision.committing) {
      const id = wireId(item.request);
      if (item.kind === 'release') {
        const wire = releases.get(id);
        if (wire !== undefined) item.resolve(answerRelease(wire));
      } else if (item.kind === 'confirm') {
        const wire = confirms.get(id);
        if (wire !== undefined) item.resolve(answerConfirm(wire));
      } else {
        const wire = holds.get(id);
        if (wire?.kind === 'held') {
          item.resolve({
            kind: 'held',
            bookingId: item.request.bookingId,
            state: 'held',
            seats,
            payBy: wire.payBy,
            expiresAt: wire.expiresAt,
          });
        } else if (wire?.kind === 'found') {
          // Its seats were taken in memory only.
          this.cache.forget([item.request.runId]);
          item.resolve(answerFound(item.request, wire));
        }
      }
    }
  }

  /** Nobody is sent away on the word of memory: the version must be the database's, and the booking unknown to it. */
  private async answerSoldOut(decision: Decision): Promise<WaitingItem[]> {
    const runIds = [...new Set(decision.soldOut.map((item) => item.request.runId))];
    const { found, versions } = await this.lookUp(decision.soldOut, runIds);
    const again: WaitingItem[] = [];
    for (const item of decision.soldOut) {
      const known = found.get(wireId(item.request));
      const ver = this.cache.get(item.request.runId)?.ver;
      if (known !== undefined) item.resolve(answerFound(item.request, known));
      else if (ver !== undefined && versions.get(item.request.runId) === ver)
        item.resolve({ kind: 'sold-out' });
      else again.push(item);
    }
    this.cache.forget(again.flatMap((item) => (item.kind === 'hold' ? [item.request.runId] : [])));
    return again;
  }

  /** Holds that an unanswered try has committed get their answer; the rest is open. */
  private async answerKnown(items: WaitingItem[]): Promise<WaitingItem[]> {
    const holds = items.filter((item) => item.kind === 'hold');
    if (holds.length === 0) return items;
    const { found } = await this.lookUp(holds, []);
    return items.filter((item) => {
      const known = item.kind === 'hold' ? found.get(wireId(item.request)) : undefined;
      if (item.kind !== 'hold' || known === undefined) return true;
      item.resolve(answerFound(item.request, known));
      return false;
    });
  }

  private async lookUp(
    holds: readonly WaitingHold[],
    runIds: readonly RunId[],
  ): Promise<{ found: Map<string, WireFound>; versions: Map<RunId, number> }> {
    const { rows } = await this.options.shards
      .batchPool(this.options.shard)
      .query<{ found: WireFound[]; versions: [RunId, number][] }>({
        name: 'look_up',
        text: `SELECT found_bookings($1::bigint[]) AS found,
        (SELECT coalesce(json_agg(json_build_array(id, ver)), '[]') FROM run WHERE id = ANY ($2::bigint[])) AS versions`,
        values: [holds.map((item) => wireId(item.request)), runIds],
      });
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
    const isGuard = sqlStateOf(error) === guardRefused;
    if (isGuard)
      this.options.report?.('seat-guard-refused', {
        shard: this.options.shard,
        message: String(error),
      });
    if (isGuard || isSerializationFailure(error)) {
      tries.stale += 1;
      return tries.stale > staleTriesMax ? 'isolate' : 'again';
    }
    this.cache.forgetAll();
    if (error instanceof DatabaseUnavailable || isAway(error)) {
      tries.away += 1;
      return tries.away > awayWaitsMs.length ? 'unavailable' : 'wait';
    }
    tries.failed += 1;
    return tries.failed < failuresMax ? 'again' : 'isolate';
  }

  /** One request at a time: the guilty one alone gets the error. */
  private async isolate(items: readonly WaitingItem[], error: unknown): Promise<void> {
    const [only] = items;
    if (items.length > 1 || only === undefined) {
      for (const item of items) await this.run([item]);
    } else if (only.kind === 'hold' && isSerializationFailure(error)) {
      // Nothing is wrong with it: others were faster every time.
      only.resolve({ kind: 'busy' });
    } else {
      this.fault(only, error);
    }
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

function runsChange(): Error {
  return Object.assign(new Error('the runs change faster than they can be read'), {
    code: '40001',
  });
}

function refuseAll(items: readonly WaitingItem[], makeError: () => Error): void {
  for (const item of items) item.reject(makeError());
}
