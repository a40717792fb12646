'use server';

import { isRefusal, type Refusal, type RefusalCode } from '@interlock/domain/refusals';
import { parseSeatCode } from '@interlock/domain/seat-place';
import { isLocale, type Locale } from '@interlock/i18n/locales';
import { holdSeats } from '@interlock/use-cases/bookings/hold-seats';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actorOf, signedIn } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { formTexts } from '../form-text.ts';
import { pathsIn } from '../paths.ts';
import { keepOnward } from './onward-cookie.ts';
import { replaceLost } from './replace-lost.ts';
import { parseRide, type Ride } from './ride.ts';

/** What the review page is told when no seats were held. */
export type HoldState =
  | { kind: 'idle' }
  /** `other`: where the booking in the way is, when it is one's own. */
  | { kind: 'refused'; code: RefusalCode; other?: string }
  | {
      kind: 'refused';
      code: 'seats-taken';
      lost: string[];
      nearest: string[];
      /** The same choice with the nearest seats, when there are enough; and the plan with those still free. */
      ways: { nearest: string | null; plan: string };
    };

/** Holds the seats of the reviewed choice and goes on to its booking. The key makes a repeat the same request. */
export async function holdChosenSeats(_: HoldState, form: FormData): Promise<HoldState> {
  await requireSameOrigin();
  const refusedWith = (code: RefusalCode): HoldState => ({ kind: 'refused', code });
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') return refusedWith('central-unavailable');
  if (who === null) return refusedWith('not-signed-in');
  const query = new URLSearchParams();
  for (const [name, value] of formTexts(form)) query.append(name, value.slice(0, 200));
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
    seats: ride.places.flatMap((code) => parseSeatCode(code) ?? []),
    language: locale,
    contact: { email: who.email },
  });
  if (isRefusal(answer))
    return answer.code === 'seats-taken'
      ? seatsTaken(answer, { ride, locale })
      : withOther(answer, locale);
  const { reference } = answer.booking;
  if (ride.onward !== undefined) await keepOnward({ reference, onward: ride.onward });
  revalidatePath('/', 'layout');
  redirect(pathsIn(locale).booking(reference));
}

function withOther({ code, detail }: Refusal, locale: Locale): HoldState {
  const reference = detail?.['booking'];
  if (typeof reference !== 'string') return { kind: 'refused', code };
  return { kind: 'refused', code, other: pathsIn(locale).booking(reference) };
}

function seatsTaken(
  { detail }: Refusal,
  { ride, locale }: { ride: Ride; locale: Locale },
): HoldState {
  const codes = (text: string | number | undefined) =>
    String(text ?? '')
      .split(' ')
      .filter((code) => code !== '');
  // Asked again after it was refused, the answer names no seats: the plan shows which are gone.
  const [lost, nearest] = [codes(detail?.['lost']), codes(detail?.['nearest'])];
  const paths = pathsIn(locale);
  const replaced = replaceLost(ride.places, { lost, nearest });
  return {
    kind: 'refused',
    code: 'seats-taken',
    lost,
    nearest,
    ways: {
      nearest: replaced === null ? null : paths.review({ ...ride, places: replaced }),
      plan: paths.seats(ride),
    },
  };
}
