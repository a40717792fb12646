'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { extendAnyHold } from '@interlock/use-cases/console/extend-hold';
import { releaseHold } from '@interlock/use-cases/console/release-hold';
import { revalidatePath } from 'next/cache';
import { currentActor } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';

export type CaseActState =
  | { kind: 'idle' }
  | { kind: 'done' }
  | { kind: 'refused'; code: RefusalCode };

/** A staff act on a booking, with its reason. */
export async function actOnCase(_: CaseActState, form: FormData): Promise<CaseActState> {
  await requireSameOrigin();
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const act = text('action') === 'extend' ? extendAnyHold : releaseHold;
  const answer = await act(context(), await currentActor(), {
    reference: text('reference'),
    reason: text('reason'),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code };
  revalidatePath('/', 'layout');
  return { kind: 'done' };
}
