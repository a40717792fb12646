'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { isLocale } from '@interlock/i18n/locales';
import { holdSeats } from '@interlock/use-cases/bookings/hold-seats';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actorOf, signedIn } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { pathsIn } from '../paths.ts';
import { keepOnward } from './onward-cookie.ts';
import { parseRide } from './ride.ts';

/** What the review page is told when no seats were held. */
export type HoldState = { kind: 'idle' } | { kind: 'refused'; code: RefusalCode };

/** Holds the seats of the reviewed choice and goes on to its booking. The key makes a repeat the same request. */
export async function holdChosenSeats(_: HoldState, form: FormData): Promise<HoldState> {
  await requireSameOrigin();
  const refusedWith = (code: RefusalCode): HoldState => ({ kind: 'refused', code });
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') return refusedWith('central-unavailable');
  if (who === null) return refusedWith('not-signed-in');
  const query = new URLSearchParams();
  for (const [name, value] of form)
    if (typeof value === 'string') query.append(name, value.slice(0, 200));
  const ride = parseRide(query.get('runId') ?? '', query);
  if (ride === null) return refusedWith('invalid-input');
  const asked = query.get('locale') ?? '';
  const locale = isLocale(asked) ? asked : 'zh';
  const answer = await holdSeats(context(), actorOf(who), {
    key: query.get('key') ?? '',
    runId: ride.runId,
    from: ride.from,
    to: ride.to,
    seatClass: ride.seatClass,
    travellers: ride.travellers,
    letters: ride.letters,
    language: locale,
    contact: { email: who.email },
  });
  if (isRefusal(answer)) return refusedWith(answer.code);
  const { reference } = answer.booking;
  if (ride.onward !== undefined) await keepOnward({ reference, onward: ride.onward });
  revalidatePath('/', 'layout');
  redirect(pathsIn(locale).booking(reference));
}
