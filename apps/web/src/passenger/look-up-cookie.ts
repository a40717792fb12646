import { cookies } from 'next/headers';
import { seal, unseal } from '../auth/sealed-cookie.ts';
import { config } from '../composition.ts';

const cookieName = 'look-up';
const keptMs = 30 * 60_000;

export interface LookedUp {
  reference: string;
  name: string;
}

/** Keeps a successful look-up for half an hour, sealed, so that its page can be read again. */
export async function keepLookUp(found: LookedUp): Promise<void> {
  const { keys, siteUrl } = config();
  const sealed = seal(keys.session, {
    text: JSON.stringify(found),
    expiresMs: Date.now() + keptMs,
  });
  (await cookies()).set(cookieName, sealed, {
    httpOnly: true,
    secure: siteUrl.startsWith('https:'),
    sameSite: 'strict',
    maxAge: keptMs / 1_000,
    path: '/',
  });
}

/** The look-up this browser has made, or null. */
export async function keptLookUp(): Promise<LookedUp | null> {
  const sealed = (await cookies()).get(cookieName)?.value;
  if (sealed === undefined) return null;
  const text = unseal(config().keys.session, { sealed, nowMs: Date.now() });
  return text === null ? null : (JSON.parse(text) as LookedUp);
}
