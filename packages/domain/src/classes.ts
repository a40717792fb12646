/** Seat classes, dearest first within seats and berths. Standing is not a class of seats. */
export const seatClasses = [
  'business',
  'premier',
  'first',
  'second',
  'softSleeper',
  'hardSleeper',
  'emuSleeper',
  'hardSeat',
] as const;
export type SeatClass = (typeof seatClasses)[number];

/** The code of a class in the database and in feeds; never renumbered. */
export const seatClassCode: Record<SeatClass, number> = {
  business: 1,
  premier: 2,
  first: 3,
  second: 4,
  softSleeper: 5,
  hardSleeper: 6,
  emuSleeper: 7,
  hardSeat: 8,
};

export function isSeatClass(text: string): text is SeatClass {
  return (seatClasses as readonly string[]).includes(text);
}

/** The class with this code. Throws RangeError for a code that no class has. */
export function seatClassOf(code: number): SeatClass {
  const seatClass = seatClasses[code - 1];
  if (seatClass === undefined) throw new RangeError(`no seat class ${code}`);
  return seatClass;
}
