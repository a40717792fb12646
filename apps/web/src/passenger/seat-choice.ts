import { nearestPlaces, parseSeatCode, type SeatPlace } from '@interlock/domain/seat-place';

/** A seat of the plan with its code. */
export interface PlanSeat extends SeatPlace {
  code: string;
}

/** Coaches with seats of the class, in their order. */
export interface PlanCoach {
  no: number;
  seats: PlanSeat[];
}

/** What somebody has chosen and what others have taken meanwhile. */
export interface SeatChoice {
  asOf: number;
  taken: ReadonlySet<string>;
  /** Codes, in the order of choosing. */
  chosen: string[];
  /** Chosen once, taken by others since. */
  lost: string[];
}

/** Follows what is taken now: a chosen seat that others took is lost, all others stay. */
export function afterNews(choice: SeatChoice, news: { asOf: number; taken: string[] }): SeatChoice {
  const taken = new Set(news.taken);
  const isGone = (code: string) => taken.has(code);
  return {
    asOf: news.asOf,
    taken,
    chosen: choice.chosen.filter((code) => !isGone(code)),
    lost: [...choice.lost.filter(isGone), ...choice.chosen.filter(isGone)],
  };
}

/** Chooses the seat or gives it back; null when all are chosen already. Somebody alone just moves to the other seat. */
export function afterToggle(choice: SeatChoice, code: string, wanted: number): SeatChoice | null {
  const { chosen } = choice;
  if (choice.taken.has(code)) return choice;
  if (chosen.includes(code)) return { ...choice, chosen: chosen.filter((one) => one !== code) };
  if (chosen.length < wanted || wanted === 1)
    return settled({ ...choice, chosen: wanted === 1 ? [code] : [...chosen, code] }, wanted);
  return null;
}

/** Takes the offered seats in place of those lost. */
export function afterOffer(choice: SeatChoice, offered: string[], wanted: number): SeatChoice {
  return settled({ ...choice, chosen: [...choice.chosen, ...offered].slice(0, wanted) }, wanted);
}

/** For each lost seat the nearest one that is free and not chosen. */
export function offerFor(choice: SeatChoice, coaches: readonly PlanCoach[]): PlanSeat[] {
  const lost = choice.lost.flatMap((code) => parseSeatCode(code) ?? []);
  const free = coaches.flatMap(({ seats }) =>
    seats.filter(({ code }) => !choice.taken.has(code) && !choice.chosen.includes(code)),
  );
  return nearestPlaces(lost, free);
}

/** Who has all seats again has lost nothing any more. */
function settled(choice: SeatChoice, wanted: number): SeatChoice {
  return choice.chosen.length >= wanted ? { ...choice, lost: [] } : choice;
}
