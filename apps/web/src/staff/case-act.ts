'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { extendAnyHold } from '@interlock/use-cases/console/extend-hold';
import { releaseHold } from '@interlock/use-cases/console/release-hold';
import { revalidatePath } from 'next/cache';
import { currentActor } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';

export type CaseActState =
  | { kind: 'idle' }
  | { kind: 'done' }
  | { kind: 'refused'; code: RefusalCode };

const acts = new Map([
  ['extend', extendAnyHold],
  ['release', releaseHold],
]);

/** A staff act on a booking, with its reason. */
export async function actOnCase(_: CaseActState, form: FormData): Promise<CaseActState> {
  await requireSameOrigin();
  const act = acts.get(formText(form, 'action'));
  if (act === undefined) return { kind: 'refused', code: 'invalid-input' };
  const answer = await act(context(), await currentActor(), {
    reference: formText(form, 'reference'),
    reason: formText(form, 'reason'),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code };
  revalidatePath('/', 'layout');
  return { kind: 'done' };
}
