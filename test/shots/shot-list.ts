import { buyingShots } from './buying-shots.ts';
import { searchingShots } from './searching-shots.ts';
import type { PageName, Shot } from './shot.ts';
import { travellingShots } from './travelling-shots.ts';

/** Every page and state of the passenger's site, in the order in which they are met. */
export const shots: readonly Shot[] = [...searchingShots, ...buyingShots, ...travellingShots];

/** The pages, in the order of their first shot. */
export const pageNames: readonly PageName[] = [...new Set(shots.map(({ page }) => page))];
