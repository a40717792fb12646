import { accountFacts, passkeysOf } from '@interlock/db/account-data';
import { travellersOf } from '@interlock/db/travellers';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { bookingView, type BookingView } from '../bookings/booking-view.ts';
import { loadBookingsOnShard } from '../bookings/load-booking.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { accountOf } from './account-of.ts';

const bookingsPerShardMax = 10_000;

/** Everything we keep of an account, readable by people and programs; moments in ISO 8601, amounts in fen. */
export interface AccountExport {
  readonly kind: 'export';
  readonly exportedAt: string;
  readonly account: { email: string; name: string; language: string; createdAt: string };
  readonly passkeys: { name: string; addedAt: string }[];
  readonly passengers: {
    name: string;
    documentType: string;
    document: string;
    ticketType: string;
  }[];
  readonly bookings: ExportedBooking[];
}

interface ExportedBooking {
  readonly reference: string;
  readonly state: string;
  readonly train: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly class: string;
  readonly priceFen: number;
  readonly currency: string;
  readonly money: string;
  readonly passengers: Pick<
    BookingView['passengers'][number],
    | 'nameMasked'
    | 'documentMasked'
    | 'ticketType'
    | 'fareFen'
    | 'coach'
    | 'row'
    | 'letter'
    | 'ticketId'
  >[];
}

/** The account's data in full, documents opened; a shard that is away refuses, because a part would pass for the whole. */
export async function exportAccount(
  context: UseCaseContext,
  actor: Actor,
): Promise<AccountExport | Refusal> {
  const denied = whyNot(actor, 'manage-own-account');
  if (denied !== null) return refuse(denied);
  const accountId = accountOf(actor);
  try {
    const [facts, travellers, passkeys] = await context.central.read(async (central) => [
      await accountFacts(central, accountId),
      await travellersOf(central, accountId),
      await passkeysOf(central, accountId),
    ]);
    if (facts === null) return refuse('not-signed-in');
    const found = await Promise.all(
      context.shards
        .names()
        .map((shard) =>
          loadBookingsOnShard(context, { shard, accountId, limit: bookingsPerShardMax }),
        ),
    );
    const { email, name, language, createdAt } = facts;
    return {
      kind: 'export',
      exportedAt: new Date(context.now()).toISOString(),
      account: { email, name, language, createdAt: createdAt.toISOString() },
      passkeys: passkeys.map((one) => ({
        name: one.name ?? '',
        addedAt: one.createdAt.toISOString(),
      })),
      passengers: travellers.map(({ id, kind, documentType, nameSealed, documentSealed }) => ({
        name: context.vault.open(nameSealed, `traveller:${id}:name`),
        documentType,
        document: context.vault.open(documentSealed, `traveller:${id}:document`),
        ticketType: kind,
      })),
      bookings: found.flat().map((parts) => exported(bookingView(context, parts))),
    };
  } catch (error) {
    return refusalOfFault(error);
  }
}

function exported(view: BookingView): ExportedBooking {
  return {
    reference: view.reference,
    state: view.phase,
    train: view.number,
    date: view.date,
    from: view.from.telecode,
    to: view.to.telecode,
    class: view.seatClass,
    priceFen: view.priceFen,
    currency: view.currency,
    money: view.money,
    passengers: view.passengers.map((one) => ({
      nameMasked: one.nameMasked,
      documentMasked: one.documentMasked,
      ticketType: one.ticketType,
      fareFen: one.fareFen,
      coach: one.coach,
      row: one.row,
      letter: one.letter,
      ticketId: one.ticketId,
    })),
  };
}
