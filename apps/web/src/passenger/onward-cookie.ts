import { cookies } from 'next/headers';
import { config } from '../composition.ts';
import { parseOnward } from './ride.ts';

const cookieName = 'onward';
const keptSeconds = 16 * 24 * 3_600;
const keptMax = 6;

interface Onward {
  /** Of the first train. */
  reference: string;
  /** The ride on the second, as addresses carry it. */
  onward: string;
}

/** Remembers in this browser which second train a booking was meant to go on to. No personal data. */
export async function keepOnward({ reference, onward }: Onward): Promise<void> {
  const jar = await cookies();
  const others = read(jar.get(cookieName)?.value).filter((one) => one.reference !== reference);
  const kept = [{ reference, onward }, ...others].slice(0, keptMax);
  jar.set(cookieName, kept.map((one) => `${one.reference}.${one.onward}`).join('_'), {
    httpOnly: true,
    secure: config().siteUrl.startsWith('https:'),
    sameSite: 'lax',
    maxAge: keptSeconds,
    path: '/',
  });
}

/** The second train that this browser remembers for a booking, or null. */
export async function onwardOf(reference: string) {
  const kept = read((await cookies()).get(cookieName)?.value);
  const found = kept.find((one) => one.reference === reference);
  return found === undefined ? null : parseOnward(found.onward);
}

function read(text: string | undefined): Onward[] {
  return (text ?? '').split('_').flatMap((one) => {
    const [, reference, onward] = /^(\w{1,20})\.([\d.]{1,24})$/.exec(one) ?? [];
    return reference === undefined || onward === undefined ? [] : [{ reference, onward }];
  });
}
