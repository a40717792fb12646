import { randomUUID } from 'node:crypto';
import { addTraveller as addRow, travellersOf, type TravellerKind } from '@interlock/db/travellers';
import type { TravellerId } from '@interlock/domain/ids';
import { isTicketType } from '@interlock/domain/passengers/booked-passenger';
import {
  isDocumentType,
  maskDocument,
  maskName,
  parseDocument,
} from '@interlock/domain/passengers/documents';
import { parseName } from '@interlock/domain/passengers/names';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { serviceDateAt } from '@interlock/domain/time';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { travellerView, type TravellerView } from './traveller-view.ts';

const travellersMax = 30;

export interface TravellerInput {
  readonly name: string;
  readonly documentType: string;
  readonly document: string;
  readonly kind: string;
}

/** Saves a traveller; name and document go into the vault, only masks come back out. Saved again: the same traveller. */
export async function addTraveller(
  context: UseCaseContext,
  actor: Actor,
  input: TravellerInput,
): Promise<TravellerView | Refusal> {
  const denied = whyNot(actor, 'manage-travellers');
  if (denied !== null) return refuse(denied);
  if (!isTicketType(input.kind)) return refuse('invalid-input', { field: 'kind' });
  if (!isDocumentType(input.documentType))
    return refuse('invalid-document', { field: 'documentType' });
  const name = parseName(input.name);
  if (!name.ok) return { ...name.refusal, field: 'name' };
  const today = serviceDateAt(context.now(), context.railwayZone);
  const document = parseDocument(input.documentType, input.document, today);
  if (!document.ok) return { ...document.refusal, field: 'document' };
  const accountId = accountOf(actor);
  const id = randomUUID() as TravellerId;
  const kind: TravellerKind = input.kind;
  const traveller = {
    id,
    accountId,
    kind,
    documentType: input.documentType,
    nameSealed: context.vault.seal(name.value, `traveller:${id}:name`),
    documentSealed: context.vault.seal(document.value, `traveller:${id}:document`),
    keyId: context.vault.keyId,
    documentHash: context.vault.documentHash(input.documentType, document.value),
    nameMasked: maskName(name.value),
    documentMasked: maskDocument(input.documentType, document.value),
  };
  try {
    return await context.central.transact(async (central) => {
      const saved = await travellersOf(central, accountId);
      const isSame = (known: { documentHash: string }) =>
        known.documentHash === traveller.documentHash;
      const same = saved.find(isSame);
      if (same !== undefined) return travellerView(same);
      if (saved.length >= travellersMax)
        return refuse('too-many-saved-passengers', { detail: { max: travellersMax } });
      if (await addRow(central, traveller)) return travellerView(traveller);
      // The same form, sent twice at once: the other was first.
      const first = (await travellersOf(central, accountId)).find(isSame);
      return travellerView(first ?? traveller);
    });
  } catch (error) {
    return refusalOfFault(error);
  }
}
