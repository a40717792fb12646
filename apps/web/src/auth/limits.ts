import { headers } from 'next/headers';
import { createAttemptLimit } from './attempt-limit.ts';

const now = (): number => performance.now();
const signIns = createAttemptLimit({ attemptsMax: 20, withinMs: 60_000, now });
const lookUps = createAttemptLimit({ attemptsMax: 10, withinMs: 60_000, now });

/** Whether this caller may try another sign-in or sign-up with that address. */
export async function maySignIn(email: string): Promise<boolean> {
  return signIns.allows([`from ${await callerAddress()}`, `to ${email.toLowerCase()}`]);
}

/** Whether this caller may look for another booking, and that booking be looked for again. */
export async function mayLookUp(reference: string): Promise<boolean> {
  return lookUps.allows([`from ${await callerAddress()}`, `to ${reference.toUpperCase()}`]);
}

async function callerAddress(): Promise<string> {
  return (await headers()).get('x-interlock-address') ?? 'unknown';
}
