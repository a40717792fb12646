import { headers } from 'next/headers';
import { auth } from './auth.ts';

const latelyMs = 24 * 3_600_000;

/** Whether this browser signed in within a day: asked for before a new way into the account is made. */
export async function isSignedInLately(): Promise<boolean> {
  const session = await auth().api.getSession({ headers: await headers() });
  return session !== null && Date.now() - session.session.createdAt.getTime() < latelyMs;
}
