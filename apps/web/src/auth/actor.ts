import type { AccountId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import type { Locale } from '@interlock/i18n/locales';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { pathsIn } from '../paths.ts';
import { auth } from './auth.ts';
import { createSessionMemory, type SignedIn } from './session-memory.ts';

const memory = createSessionMemory({ now: () => performance.now(), patienceMs: 2_500 });

/** Whoever is signed in, or null. Throws when that cannot be known because the central database is away. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const cookie = await sessionCookie();
  return cookie === null ? null : memory.find(cookie, readSession);
});

/** The caller as use cases know it. */
export async function currentActor(): Promise<Actor> {
  return actorOf(await signedIn());
}

/** As `signedIn`, but null also when it cannot be known: for the frame of pages that work without an account. */
export async function signedInIfKnown(): Promise<SignedIn | null> {
  return signedIn().catch(() => null);
}

/** The signed-in caller; everyone else is sent to sign in and comes back to `here`. */
export async function requireSignIn(
  locale: Locale,
  here: string,
): Promise<SignedIn & { actor: Actor }> {
  const paths = pathsIn(locale);
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') redirect(paths.problem(503, here));
  if (who === null) redirect(paths.signIn(here));
  return { ...who, actor: actorOf(who) };
}

/** Whether the accounts' database failed to answer a moment ago. */
export function accountsAreAway(): boolean {
  return memory.isAway();
}

/** Drops what is remembered of the caller's session. */
export async function forgetSession(): Promise<void> {
  const cookie = await sessionCookie();
  if (cookie !== null) memory.forget(cookie);
}

/** The signed-in person as use cases know them. */
export function actorOf(who: SignedIn | null): Actor {
  if (who === null) return { kind: 'anonymous' };
  return { kind: who.role, accountId: who.accountId as AccountId };
}

async function sessionCookie(): Promise<string | null> {
  const jar = await cookies();
  const name = jar.getAll().find((cookie) => cookie.name.endsWith('interlock.session_token'));
  return name?.value ?? null;
}

async function readSession(): Promise<SignedIn | null> {
  const session = await auth().api.getSession({ headers: await headers() });
  if (!session) return null;
  const { id, email, name, role } = session.user;
  return { accountId: id, email, name, role: role === 'staff' ? 'staff' : 'passenger' };
}
