import { headers } from 'next/headers';
import { createAttemptLimit } from './attempt-limit.ts';

const now = (): number => performance.now();
const minuteMs = 60_000;
const signIns = createAttemptLimit({ attemptsMax: 20, withinMs: minuteMs, now });
const signUps = createAttemptLimit({ attemptsMax: 20, withinMs: minuteMs, now });
/** A mail costs somebody else's attention: few to one address. */
const codes = createAttemptLimit({ attemptsMax: 5, withinMs: 10 * minuteMs, now });
const codesOfCaller = createAttemptLimit({ attemptsMax: 30, withinMs: 10 * minuteMs, now });
const codeTries = createAttemptLimit({ attemptsMax: 10, withinMs: 10 * minuteMs, now });
const lookUps = createAttemptLimit({ attemptsMax: 10, withinMs: minuteMs, now });
const accountActs = createAttemptLimit({ attemptsMax: 10, withinMs: 60 * minuteMs, now });
const passwordTries = createAttemptLimit({ attemptsMax: 10, withinMs: 10 * minuteMs, now });
const passkeyAsks = createAttemptLimit({ attemptsMax: 30, withinMs: minuteMs, now });
const passkeyActs = createAttemptLimit({ attemptsMax: 30, withinMs: 10 * minuteMs, now });
/** A gate sees some hundred passengers in a minute. */
const checks = createAttemptLimit({ attemptsMax: 300, withinMs: minuteMs, now });

/** A page asks every few seconds, and somebody may look at several trains. */
const seatLooks = createAttemptLimit({ attemptsMax: 120, withinMs: minuteMs, now });

/** What the limits below answer: seconds until this may be tried again; 0: now. */
type WaitSeconds = Promise<number>;

/** Signing in with a password, by caller and by account. */
export async function signInWait(email: string): WaitSeconds {
  return signIns.waitFor([await caller(), toAccount(email)]);
}

/** Making an account, by caller and by address. */
export async function signUpWait(email: string): WaitSeconds {
  return signUps.waitFor([await caller(), toAccount(email)]);
}

/** Having a code sent, by caller and by address. */
export async function codeWait(email: string): WaitSeconds {
  return Math.max(codesOfCaller.waitFor([await caller()]), codes.waitFor([toAccount(email)]));
}

/** Trying a code, by account: six digits are guessed by trying. */
export async function codeTryWait(email: string): WaitSeconds {
  return Math.max(codeTries.waitFor([toAccount(email)]), signIns.waitFor([await caller()]));
}

/** Looking for a booking without an account, by caller and by reference. */
export async function lookUpWait(reference: string): WaitSeconds {
  return lookUps.waitFor([await caller(), `to ${reference.toUpperCase()}`]);
}

/** Taking one's data along and deleting the account, by account. */
export async function accountActWait(accountId: string): WaitSeconds {
  return accountActs.waitFor([`of ${accountId}`]);
}

/** Setting or changing a password, by account: the old one is guessed by trying. */
export async function passwordWait(accountId: string): WaitSeconds {
  return passwordTries.waitFor([`of ${accountId}`]);
}

/** Adding, renaming and removing passkeys, by account. */
export async function passkeyActWait(accountId: string): WaitSeconds {
  return passkeyActs.waitFor([`of ${accountId}`]);
}

/** Asking for a passkey to sign in with, by caller; each answer to it counts once by itself. */
export async function passkeySignInWait(): WaitSeconds {
  return passkeyAsks.waitFor([await caller()]);
}

/** Having tickets checked, by caller. */
export async function checkTicketWait(): WaitSeconds {
  return checks.waitFor([await caller()]);
}

/** Looking at the seats of a train, by caller. */
export async function seatPlanWait(): WaitSeconds {
  return seatLooks.waitFor([await caller()]);
}

function toAccount(email: string): string {
  return `to ${email.toLowerCase()}`;
}

async function caller(): Promise<string> {
  return `from ${(await headers()).get('x-interlock-address') ?? 'unknown'}`;
}
