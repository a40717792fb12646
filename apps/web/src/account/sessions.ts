import { headers } from 'next/headers';
import { auth } from '../auth/auth.ts';

/** One browser in which the account is signed in. Its token never leaves the server. */
export interface OwnSession {
  readonly id: string;
  readonly isThis: boolean;
  readonly userAgent: string;
  readonly since: Date;
  readonly lastSeen: Date;
}

/** The sessions of the caller's account, the one at hand first; null while the accounts' database is away. */
export async function ownSessions(): Promise<OwnSession[] | null> {
  try {
    const asked = { headers: await headers() };
    const [current, all] = await Promise.all([
      auth().api.getSession(asked),
      auth().api.listSessions(asked),
    ]);
    return all
      .map(({ id, userAgent, createdAt, updatedAt }) => ({
        id,
        isThis: id === current?.session.id,
        userAgent: userAgent ?? '',
        since: createdAt,
        lastSeen: updatedAt,
      }))
      .sort(
        (a, b) => Number(b.isThis) - Number(a.isThis) || Number(b.lastSeen) - Number(a.lastSeen),
      );
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** Ends one session of the caller's account by its id; whether there was one. */
export async function endOwnSession(id: string): Promise<boolean> {
  const asked = { headers: await headers() };
  const all = await auth().api.listSessions(asked);
  const session = all.find((one) => one.id === id);
  if (session === undefined) return false;
  await auth().api.revokeSession({ ...asked, body: { token: session.token } });
  return true;
}
