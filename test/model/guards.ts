/** The rules of the protocol that can be switched off, one at a time, to see what they are for. */
export const guardNames = [
  'tombstone',
  'expectedStateOnRelease',
  'seatGuardOnHold',
  'inboxExtension',
  'releaseRefusedWhilePaid',
  'claimsMustBeMine',
  'accountRule',
  'compareAndSetOnConfirm',
  'amountCheck',
  'captureKeyPerIntent',
  'refusedIntentsStayRefused',
  'secondMoneyLeftAlone',
  'janitor',
  'sweep',
  'settle',
  'polling',
  'askAtPayBy',
  'expiryCheckOnConfirm',
  'issueDemandsIntent',
  'oneExtensionPerIntent',
] as const;

export type Guard = (typeof guardNames)[number];

export type Guards = Readonly<Record<Guard, boolean>>;

export const allGuards: Guards = Object.fromEntries(
  guardNames.map((name) => [name, true]),
) as Record<Guard, boolean>;

export function without(guard: Guard): Guards {
  return { ...allGuards, [guard]: false };
}

/** No property breaks when one of these alone is off; why each stays in the protocol: README. */
export const notToldApart: readonly Guard[] = [
  'askAtPayBy',
  'expiryCheckOnConfirm',
  'issueDemandsIntent',
  'oneExtensionPerIntent',
];
