/** Named places where tests and drills stop or kill the process; compiled in, off by default. */
export const faultPoints = [
  'after-intake',
  'after-hold-commit',
  'before-hold-answer',
  'after-inbox-commit',
  'after-confirm-commit',
  'after-capture',
  'after-issue-commit',
  'after-release-commit',
  'before-close-intake',
  'after-smtp-data',
] as const;
export type FaultPoint = (typeof faultPoints)[number];
