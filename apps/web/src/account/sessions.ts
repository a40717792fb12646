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

/** How the account at hand can be opened; null while the accounts' database is away. */
export interface OwnAccess {
  /** The one at hand first. */
  readonly sessions: readonly OwnSession[];
  readonly hasPassword: boolean;
  readonly passkeys: readonly OwnPasskey[];
}

export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
  readonly since: Date;
}

/** Sessions, password and passkeys of the caller's account; null while the accounts' database is away. */
export async function ownAccess(accountId: string): Promise<OwnAccess | null> {
  try {
    const asked = { headers: await headers() };
    const [current, sessions, accounts, passkeys] = await Promise.all([
      auth().api.getSession(asked),
      sessionsOf(accountId),
      auth().api.listUserAccounts(asked),
      auth().api.listPasskeys(asked),
    ]);
    return {
      sessions: sessions
        .map(({ id, userAgent, createdAt, updatedAt }) => ({
          id,
          isThis: id === current?.session.id,
          userAgent: userAgent ?? '',
          since: createdAt,
          lastSeen: updatedAt,
        }))
        .sort(
          (a, b) => Number(b.isThis) - Number(a.isThis) || Number(b.lastSeen) - Number(a.lastSeen),
        ),
      hasPassword: accounts.some(({ providerId }) => providerId === 'credential'),
      passkeys: passkeys
        .map(({ id, name, createdAt }) => ({ id, name: name ?? '', since: createdAt }))
        .sort((a, b) => Number(a.since) - Number(b.since)),
    };
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** Ends one session of this account by its id; whether there was one. */
export async function endOwnSession(of: { accountId: string; id: string }): Promise<boolean> {
  const session = (await sessionsOf(of.accountId)).find((one) => one.id === of.id);
  if (session === undefined) return false;
  await auth().api.revokeSession({ headers: await headers(), body: { token: session.token } });
  return true;
}

/** better-auth's own list is refused to sessions older than a day: those want to see theirs, too. */
async function sessionsOf(accountId: string) {
  const { internalAdapter } = await auth().$context;
  return internalAdapter.listSessions(accountId, { onlyActiveSessions: true });
}
