import { chooseSeats } from '@interlock/inventory/choose-seats';
import { publicPool, type RunInventory } from '@interlock/inventory/run-inventory';
import { isLong, type Request } from './demand.ts';
import type { Chooser } from './policies.ts';

/** Marks seats that are sold somewhere on their way; the chooser can be told to draw from these alone. */
const brokenPool = 2;

/**
 * The product's chooser under a protection level: a short trip may not break one of the last `level` whole seats.
 * It gets the seats it would get anyway unless that broke one too many; then only seats that are broken already.
 */
export function protectedChooser(level: number): Chooser {
  return (inventory, request) => {
    const wanted = { class: 'second' as const, ...rideOf(request) };
    const whole = markBroken(inventory);
    const chosen = chooseSeats(inventory, wanted);
    if (chosen === null || isLong(request)) return chosen;
    const used = chosen.filter((index) => isWhole(inventory, index)).length;
    if (used === 0 || whole - used >= level) return chosen;
    return chooseSeats(inventory, { ...wanted, pools: brokenPool });
  };
}

function rideOf({ from, to, count }: Request): Pick<Request, 'from' | 'to' | 'count'> {
  return { from, to, count };
}

/** Notes for each seat whether it is broken, and returns how many are not. */
function markBroken(inventory: RunInventory): number {
  let whole = 0;
  for (let index = 0; index < inventory.seats.length; index += 1) {
    const isUntouched = isWhole(inventory, index);
    inventory.pools[index] = isUntouched ? publicPool : publicPool | brokenPool;
    whole += isUntouched ? 1 : 0;
  }
  return whole;
}

function isWhole(inventory: RunInventory, index: number): boolean {
  return inventory.masks[index * inventory.words] === 0;
}
