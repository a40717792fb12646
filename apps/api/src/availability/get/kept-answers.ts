import type { ShardName } from '@interlock/domain/ids';
import { LatelyUsed } from '@interlock/use-cases/availability/lately-used';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import { ageIn, searchJson } from './search-json.ts';

const bytesMax = 64 * 1024 * 1024;
const roomStep = 4096;

interface Age {
  readonly at: number;
  readonly length: number;
  readonly shard: ShardName | null;
}

/** An answer as bytes; they stay as they are while somebody reads. */
export interface KeptAnswer {
  bytes: Buffer;
  /** Counted up before it is sent and down once the operating system has it. */
  readers: number;
}

interface Kept extends KeptAnswer {
  /** The bytes and room behind them. */
  memory: Buffer;
  search: TrainSearch;
  ages: readonly Age[];
}

/**
 * The answers given lately, as bytes. Mostly nothing but the age of the counts is new, and that is written into the
 * bytes of the last time; an answer that has changed takes the memory of the one before. Fresh memory for each would
 * cost several times what the writing does.
 */
export class KeptAnswers {
  readonly #answers = new LatelyUsed<string, Kept>(bytesMax, ({ memory }) => memory.length);

  /** The bytes of a search; `key` names its question. */
  of(key: string, search: TrainSearch): KeptAnswer {
    const known = this.#answers.get(key);
    if (known?.search === search) return known;
    // An answer that was cut off is never free again: the next one gets memory of its own.
    const free = known !== undefined && known.readers === 0 ? known : null;
    if (free !== null && isOnlyOlder(free.search, search) && grownYounger(free, search))
      return free;
    return this.#written(key, search, free);
  }

  #written(key: string, search: TrainSearch, free: Kept | null): Kept {
    const { pieces, ages } = searchJson(search);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const isRoom = free !== null && free.memory.length >= length;
    const memory = isRoom ? free.memory : Buffer.allocUnsafeSlow(roomFor(length));
    const starts: number[] = [];
    let at = 0;
    for (const piece of pieces) {
      starts.push(at);
      memory.set(piece, at);
      at += piece.length;
    }
    const made: Kept = {
      bytes: memory.subarray(0, length),
      readers: 0,
      memory,
      search,
      ages: ages.map(({ piece, shard }) => ({
        at: starts[piece] ?? 0,
        length: pieces[piece]?.length ?? 0,
        shard,
      })),
    };
    if (isRoom) return Object.assign(free, made);
    this.#answers.set(key, made);
    return made;
  }
}

function roomFor(length: number): number {
  return Math.ceil(length / roomStep) * roomStep;
}

/** Everything but the ages is the very same. */
function isOnlyOlder(before: TrainSearch, now: TrainSearch): boolean {
  return (
    before.trains === now.trains &&
    before.otherDates === now.otherDates &&
    before.date === now.date &&
    before.from === now.from &&
    before.to === now.to
  );
}

/** False, with nothing written, when an age needs another length: none is shorter than one. */
function grownYounger(kept: Kept, search: TrainSearch): boolean {
  const fits = kept.ages.every(({ shard, length }) => ageIn(search, shard).length === length);
  if (!fits) return false;
  for (const { at, shard } of kept.ages) kept.bytes.set(ageIn(search, shard), at);
  kept.search = search;
  return true;
}
