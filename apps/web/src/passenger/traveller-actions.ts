'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { addTraveller } from '@interlock/use-cases/travellers/add-traveller';
import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import { revalidatePath } from 'next/cache';
import { currentActor } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';

export type AddTravellerState =
  | { kind: 'idle' }
  | { kind: 'added'; traveller: TravellerView }
  | { kind: 'refused'; code: RefusalCode; field: string | null };

/** Saves one more traveller of the account; the list of the page is read again. */
export async function saveTraveller(
  _: AddTravellerState,
  form: FormData,
): Promise<AddTravellerState> {
  await requireSameOrigin();
  const text = (name: string): string => formText(form, name).slice(0, 200);
  const answer = await addTraveller(context(), await currentActor(), {
    name: text('name'),
    documentType: text('documentType'),
    document: text('document'),
    kind: text('kind'),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code, field: answer.field ?? null };
  revalidatePath('/', 'layout');
  return { kind: 'added', traveller: answer };
}
