import type { AskedPlan } from '@interlock/db/intake';
import { travellersOf } from '@interlock/db/travellers';
import { fareOf, passengerFare } from '@interlock/domain/fares/fares';
import { trainIdOfRun } from '@interlock/domain/ids';
import { addFen, type Fen } from '@interlock/domain/money';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { holdWindow, lastMomentOf } from '@interlock/domain/sale-rules';
import { arrives, boards } from '@interlock/domain/timetable/train-plan';
import type { KnownRun } from '../availability/read-model.ts';
import type { UseCaseContext } from '../context.ts';
import type { HoldInput } from './hold-input.ts';

/** What the hold will ask of the shard: passengers of this account, fares and clocks of this ride. */
export async function planHold(
  context: UseCaseContext,
  asked: { accountId: string; input: HoldInput; run: KnownRun },
): Promise<AskedPlan | Refusal> {
  const { input, run } = asked;
  const saved = await context.central.read((central) => travellersOf(central, asked.accountId));
  const base = fareOf({ plan: run.plan, class: input.seatClass, from: input.from, to: input.to });
  const passengers: BookedPassenger[] = [];
  for (const [ord, wanted] of input.travellers.entries()) {
    const traveller = saved.find((candidate) => candidate.id === wanted.travellerId);
    if (traveller === undefined) return refuse('unknown-passenger', { field: `travellers.${ord}` });
    passengers.push({
      ord,
      travellerId: traveller.id,
      nameMasked: traveller.nameMasked,
      documentMasked: traveller.documentMasked,
      documentHash: traveller.documentHash,
      ticketType: wanted.ticketType,
      fareFen: passengerFare(base, wanted.ticketType, input.seatClass),
    });
  }
  const documents = new Set(passengers.map((passenger) => passenger.documentHash));
  if (documents.size < passengers.length)
    return refuse('same-passenger-twice', { field: 'travellers' });
  const departsAt = boards(run.plan, run.date, input.from);
  return {
    runId: run.runId,
    trainId: trainIdOfRun(run.runId),
    serviceDate: run.date,
    seatClass: input.seatClass,
    from: input.from,
    to: input.to,
    letters: input.letters,
    ...(input.seats.length === 0 ? {} : { places: input.seats }),
    priceFen: addFen(...passengers.map((passenger) => passenger.fareFen as Fen)),
    currency: 'CNY',
    language: input.language,
    windowMs: holdWindow(context.rules, { now: context.now(), departsAt }),
    departsAt,
    arrivesAt: arrives(run.plan, run.date, input.to),
    lastMoment: lastMomentOf(context.rules, departsAt),
    passengers,
  };
}
