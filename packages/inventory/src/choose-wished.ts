import type { SeatClass } from '@interlock/domain/classes';
import { nearestPlaces, seatCode, type SeatPlace } from '@interlock/domain/seat-place';
import { checkInterval } from './masks.ts';
import { type InventorySeat, type RunInventory, isFree, publicPool } from './run-inventory.ts';

export type WishedSeats = {
  class: SeatClass;
  from: number;
  to: number;
  /** One per passenger, in their order. */
  places: readonly SeatPlace[];
  /** Pools the request may draw from. */
  pools?: number;
};

export type WishedChoice =
  /** Indexes in the order of the wish. */
  | { readonly kind: 'free'; readonly indexes: number[] }
  /** Those that are not free, and for each the nearest free one as far as there are any. */
  | {
      readonly kind: 'taken';
      readonly lost: readonly SeatPlace[];
      readonly nearest: readonly SeatPlace[];
    };

/**
 * Exactly the wished seats, or which of them are taken (SPEC.md, rules W1 to W3). Throws RangeError for an impossible
 * interval, for a place the class does not have on this run, for none and for one named twice.
 */
export function chooseWished(inventory: RunInventory, wish: WishedSeats): WishedChoice {
  checkInterval(wish.from, wish.to, inventory.segments);
  const ofClass = Array.from(inventory.byClass.get(wish.class)?.indexes ?? [], (index) =>
    seatAt(inventory, index),
  );
  const byCode = new Map(ofClass.map((seat) => [seatCode(seat), seat]));
  const wished = wish.places.map((place) => {
    const seat = byCode.get(seatCode(place));
    if (seat === undefined) throw new RangeError(`there is no seat ${seatCode(place)}`);
    return seat;
  });
  if (wished.length === 0 || new Set(wished).size < wished.length)
    throw new RangeError('no seat is wished, or one twice');
  const pools = wish.pools ?? publicPool;
  const canHave = (seat: InventorySeat) =>
    (seat.pool & pools) !== 0 && isFree(inventory, seat.index, wish);
  const lost = wished.filter((seat) => !canHave(seat));
  if (lost.length === 0) return { kind: 'free', indexes: wished.map((seat) => seat.index) };
  const others = ofClass.filter((seat) => !wished.includes(seat) && canHave(seat));
  return {
    kind: 'taken',
    lost: lost.map(placeOf),
    nearest: nearestPlaces(lost, others).map(placeOf),
  };
}

function seatAt(inventory: RunInventory, index: number): InventorySeat {
  const seat = inventory.seats[index];
  if (seat === undefined) throw new RangeError(`there is no seat ${index}`);
  return seat;
}

function placeOf({ coach, row, letter }: SeatPlace): SeatPlace {
  return { coach, row, letter };
}
