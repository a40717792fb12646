import { startSite, type Site } from '../browser/site.ts';
import type { Visitor } from '../browser/visitor.ts';
import { isOver, isTicketed, newDocument, type Buyer } from '../faults/buyer.ts';
import type { Offer } from '../smoke/program.ts';

/** Accounts that shots are taken of, each with what its name says. */
const personNames = ['owner', 'holder', 'newcomer', 'reviewer', 'payer', 'leaver'] as const;
export type PersonName = (typeof personNames)[number];

export interface Person {
  readonly program: Buyer;
  readonly email: string;
  readonly cookies: Awaited<ReturnType<Visitor['context']['cookies']>>;
  /** Saved passengers, the one with the longest name second. */
  readonly travellerIds: readonly string[];
}

export type BookingName = 'ticketed' | 'held' | 'ended' | 'late' | 'cancelled';

/** A running Interlock with people and bookings, each made when it is first asked for. */
export interface Stage {
  readonly site: Site;
  offer(): Promise<Offer>;
  person(name: PersonName): Promise<Person>;
  /** The reference of a booking that stands so. */
  booking(name: BookingName): Promise<string>;
  /** Makes the visitor an account with a booking that waits for money; resolves with its hosted page, too. */
  unpaid(visitor: Visitor): Promise<{ reference: string; hosted: string }>;
  stop(): Promise<void>;
}

const savedPeople = ['王小明', 'Alexandra Montgomery-Worthington', '欧阳晓晴'];
const shortHolds = { INTERLOCK_HOLD_WINDOW_MS: '4000', INTERLOCK_SHORTEN: '60' };

/** Starts a private Interlock with the whole demo railway on sale for tomorrow, as full as tomorrow is. */
export async function setStage(): Promise<Stage> {
  const site = await startSite({ moreTrains: 'all' });
  await takeSeats(site);
  return stageOn(site);
}

/** The people and bookings of the shots at an Interlock that runs already. */
export function stageOn(site: Site): Stage {
  const people = new Map<PersonName, Promise<Person>>();
  const bookings = new Map<BookingName, Promise<string>>();
  const person = (name: PersonName): Promise<Person> =>
    firstTime(people, name, () => newPerson(site, name));
  const makers: Record<BookingName, () => Promise<string>> = {
    ticketed: async () => ticketedTrips(site, await person('owner')),
    held: async () => heldSeats(site, await person('holder')),
    ended: async () => inShortTime(site, endedHold, await person('leaver')),
    late: async () => inShortTime(site, lateMoney, await person('payer')),
    cancelled: async () => cancelledHold(site, await person('leaver')),
  };
  return {
    site,
    offer: () => site.offer('G1'),
    person,
    booking: (name) => firstTime(bookings, name, makers[name]),
    async unpaid(visitor) {
      const { program } = await visitor.signUpWithProgram();
      const offer = await site.offer('G643');
      const { reference } = await program.hold({ offer, seatClass: 'second' });
      return { reference, hosted: await program.payPage(reference) };
    },
    stop: () => site.stop(),
  };
}

function firstTime<Name, Made>(
  made: Map<Name, Promise<Made>>,
  name: Name,
  make: () => Promise<Made>,
): Promise<Made> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

async function newPerson(site: Site, name: PersonName): Promise<Person> {
  const visitor = await site.visitor();
  const { program, email } = await visitor.signUpWithProgram();
  const travellerIds: string[] = [];
  for (const traveller of name === 'newcomer' ? [] : savedPeople) {
    travellerIds.push(await program.traveller(newDocument(), traveller));
  }
  const cookies = await visitor.context.cookies();
  await visitor.context.close();
  return { program, email, cookies, travellerIds };
}

/** Business class of G1 is sold out, that of G643 almost. */
async function takeSeats(site: Site): Promise<void> {
  for (const [train, keep] of [['G1', 0] as const, ['G643', 3] as const]) {
    for (;;) {
      const offer = await site.offer(train);
      const business = offer.classes.find(({ seatClass }) => seatClass === 'business');
      const wanted = Math.min((business?.availability.count ?? 0) - keep, 5);
      if (wanted <= 0) break;
      const program = site.program();
      const travellerIds = await Promise.all(
        Array.from({ length: wanted }, () => program.traveller(newDocument())),
      );
      await buy(site, program, { offer, seatClass: 'business', travellerIds });
    }
  }
}

interface Wanted {
  readonly offer: Offer;
  readonly seatClass: string;
  readonly travellerIds: readonly string[];
}

async function buy(site: Site, program: Buyer, wanted: Wanted): Promise<string> {
  const { reference } = await program.hold(wanted);
  await site.bank.pay(await program.payPage(reference));
  await program.until(reference, 'is ticketed', isTicketed);
  return reference;
}

/** Two trips; resolves with the booking of two passengers. */
async function ticketedTrips(site: Site, { program, travellerIds }: Person): Promise<string> {
  const [first, second, third] = travellerIds;
  const offer = await site.offer('G643');
  await buy(site, program, { offer, seatClass: 'first', travellerIds: [third ?? ''] });
  const both = [first ?? '', second ?? ''];
  return buy(site, program, {
    offer: await site.offer('G1'),
    seatClass: 'second',
    travellerIds: both,
  });
}

async function heldSeats(site: Site, { program, travellerIds }: Person): Promise<string> {
  const offer = await site.offer('G1');
  const wish = { offer, seatClass: 'second', travellerIds: travellerIds.slice(0, 2) };
  return (await program.hold(wish)).reference;
}

async function endedHold(site: Site, leaver: Person): Promise<string> {
  const reference = await heldSeats(site, leaver);
  await leaver.program.until(reference, 'is released', isOver);
  return reference;
}

async function cancelledHold(site: Site, leaver: Person): Promise<string> {
  const reference = await heldSeats(site, leaver);
  await leaver.program.cancel(reference);
  return reference;
}

/** The bank says yes when the seats are long gone. */
async function lateMoney(site: Site, payer: Person): Promise<string> {
  const reference = await heldSeats(site, payer);
  const hosted = await payer.program.payPage(reference);
  await payer.program.until(reference, 'is released', isOver);
  await site.bank.misbehave({ kind: 'accept-late' });
  await site.bank.pay(hosted);
  await site.bank.behave();
  await payer.program.until(reference, 'has its money back', ({ money }) => money === 'returned');
  return reference;
}

/** Holds made meanwhile end within seconds; afterwards everything is as it was. */
async function inShortTime(
  site: Site,
  make: (site: Site, person: Person) => Promise<string>,
  person: Person,
): Promise<string> {
  await restart(site, shortHolds);
  try {
    return await make(site, person);
  } finally {
    await restart(site, {});
  }
}

async function restart({ network }: Site, environment: Record<string, string>): Promise<void> {
  for (const name of ['api', 'worker'] as const) {
    await network.stopProcess(name);
    await network.startProcess(name, environment);
  }
}
