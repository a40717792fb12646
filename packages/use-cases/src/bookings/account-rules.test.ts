import { setSaleChannel } from '@interlock/db/accounts';
import type { SaleChannel } from '@interlock/domain/sale-channels';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newBuyer, rowsOf, type TestBuyer } from '../testing/test-buyer.ts';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { residentId } from '../testing/test-railway.ts';
import { cancelBooking } from './cancel-booking.ts';
import { unpaidBooking } from './unpaid-booking.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish({ trainId: 1, seats: 20 });
  await platform.context.availability.start();
});
afterAll(() => platform.close());

test('a passenger has one unpaid booking at a time', async () => {
  const buyer = await buyerOf('passenger');
  const { view } = await buyer.hold();
  expect(await buyer.ask()).toMatchObject({ code: 'unpaid-booking-exists' });
  expect(await unpaidBooking(platform.context, buyer.actor)).toBe(view.reference);
});

test('a passenger who cancelled three times is stopped for the day', async () => {
  const buyer = await buyerOf('passenger');
  for (let time = 0; time < 3; time += 1) await holdAndCancel(buyer);
  expect(await buyer.ask()).toMatchObject({ code: 'too-many-cancellations' });
});

test.for(['partner', 'counter'] as const)(
  'a %s holds two unpaid bookings at once, and is not stopped by three cancellations',
  async (channel) => {
    const buyer = await buyerOf(channel);
    for (let time = 0; time < 3; time += 1) await holdAndCancel(buyer);
    const held = [await buyer.hold(), await buyer.hold()];
    for (const { id, view } of held) {
      expect(view).toMatchObject({ state: 'held' });
      expect(await rowsOf(platform, id, 'SELECT channel FROM booking WHERE id = $1')).toEqual([
        { channel },
      ]);
    }
    expect(await unpaidBooking(platform.context, buyer.actor)).toBeNull();
  },
);

test("a booking's channel is its account's, also the first one of an account", async () => {
  const { id } = await newBuyer(platform).hold();
  const rows = await rowsOf(platform, id, 'SELECT channel FROM booking WHERE id = $1');
  expect(rows).toEqual([{ channel: 'passenger' }]);
});

test('a document is claimed once, whoever sells the ticket', async () => {
  const [one, other] = [await buyerOf('partner'), await buyerOf('partner')];
  const document = residentId(7_000);
  const travellers = async (buyer: TestBuyer) => [
    { travellerId: await buyer.traveller(document), ticketType: 'adult' },
  ];
  const { view } = await one.hold({ travellers: await travellers(one) });
  expect(await other.ask({ travellers: await travellers(other) })).toEqual({
    kind: 'refused',
    code: 'document-already-on-train',
  });
  // To the account whose booking it is, the other booking is named.
  expect(await one.ask({ travellers: await travellers(one) })).toMatchObject({
    code: 'document-already-on-train',
    detail: { booking: view.reference },
  });
});

async function buyerOf(channel: SaleChannel): Promise<TestBuyer> {
  const buyer = newBuyer(platform);
  const { accountId } = buyer.actor;
  await platform.context.central.transact((tx) => setSaleChannel(tx, { accountId, channel }));
  return buyer;
}

async function holdAndCancel(buyer: TestBuyer): Promise<void> {
  const { view } = await buyer.hold();
  await cancelBooking(platform.context, buyer.actor, view);
}
