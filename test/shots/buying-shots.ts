import {
  expectHeading,
  holdButton,
  passengersPath,
  payWith,
  reviewPath,
  rivalHolds,
} from '../browser/purchase.ts';
import type { Visitor } from '../browser/visitor.ts';
import type { Shot } from './shot.ts';
import type { PersonName, Stage } from './stage.ts';

const passengers = async (stage: Stage): Promise<string> =>
  passengersPath(await stage.offer(), 'second');

/** The review page of one's first saved passenger, by the last train or the first. */
async function review(stage: Stage, of: { who: PersonName; seatClass: string }): Promise<string> {
  const { travellerIds } = await stage.person(of.who);
  const [first, second] = travellerIds;
  const wish = { seatClass: of.seatClass, travellerId: first ?? '' };
  return `${reviewPath(await stage.offer(), wish)}&with=${second}.student&seat=A&seat=F`;
}

async function plan(stage: Stage): Promise<string> {
  const reviewed = await review(stage, { who: 'reviewer', seatClass: 'second' });
  return reviewed.replace('/review?', '/seats?');
}

/** Tells the page that this much time has gone by. */
async function pass({ page }: Visitor, minutes: number): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.clock.runFor(1_000);
  await page.clock.fastForward(minutes * 60_000);
  await page.clock.runFor(1_500);
}

const heldPage = async (stage: Stage): Promise<string> =>
  `/bookings/${await stage.booking('held')}`;

/** The hosted page of a new account's new booking, one for each picture. */
let hosted = '';
let reference = '';

async function toHosted(visitor: Visitor, stage: Stage): Promise<void> {
  ({ hosted, reference } = await stage.unpaid(visitor));
  const page = new URL(hosted);
  page.searchParams.set('lang', visitor.locale);
  await visitor.page.goto(page.href);
}

async function bankAsks(visitor: Visitor): Promise<void> {
  await payWith(visitor, 'bank-slow');
  await visitor.page.locator('button[value=refuse]').waitFor();
}

async function waitingPage(visitor: Visitor): Promise<void> {
  await visitor.open(`/bookings/${reference}`);
  await expectHeading(visitor, visitor.say('booking.paying.title'));
}

/** Gives back the seat that a rival holds for a picture. */
let giveBack: () => Promise<unknown> = () => Promise.resolve();

/** Each begins at the hosted page. */
const atHosted = {
  page: 'payment',
  forms: 'both',
  as: 'nobody',
  at: () => '',
} as const;

const paymentShots: readonly Shot[] = [
  { ...atHosted, name: 'payment-page', act: toHosted },
  {
    ...atHosted,
    name: 'payment-declined',
    async act(visitor, stage) {
      await toHosted(visitor, stage);
      await payWith(visitor, 'declined');
      await visitor.page.getByRole('alert').waitFor();
      await visitor.open(`/bookings/${reference}`);
      await visitor.page.getByText(visitor.say('booking.declined.title')).waitFor();
    },
  },
  {
    ...atHosted,
    name: 'payment-waiting',
    async act(visitor, stage) {
      await toHosted(visitor, stage);
      await bankAsks(visitor);
      await waitingPage(visitor);
    },
  },
  {
    ...atHosted,
    name: 'payment-unclear',
    async act(visitor, stage) {
      await toHosted(visitor, stage);
      await bankAsks(visitor);
      await visitor.page.clock.install();
      await waitingPage(visitor);
      await visitor.page.waitForLoadState('networkidle');
      await visitor.page.clock.runFor(20_000);
      await visitor.page.getByText(visitor.say('booking.unclear.title')).waitFor();
    },
  },
  {
    name: 'payment-late',
    page: 'payment',
    forms: 'both',
    as: 'payer',
    at: async (stage) => `/bookings/${await stage.booking('late')}/paid`,
  },
];

/** From who travels to what becomes of the money. */
export const buyingShots: readonly Shot[] = [
  {
    name: 'passengers',
    page: 'passengers',
    forms: 'all',
    as: 'reviewer',
    at: passengers,
    async act({ page }) {
      await page.getByRole('checkbox').first().check();
    },
  },
  {
    name: 'passengers-first',
    page: 'passengers',
    forms: 'both',
    as: 'newcomer',
    at: passengers,
  },
  {
    name: 'passengers-wrong-number',
    page: 'passengers',
    forms: 'both',
    as: 'newcomer',
    at: passengers,
    async act({ page, say }) {
      await page.getByLabel(say('book.add.number')).fill('110101199003070010');
      await page.keyboard.press('Tab');
      await page.getByText(say('book.add.badCheckDigit')).waitFor();
    },
  },
  {
    name: 'passengers-missing',
    page: 'passengers',
    forms: 'both',
    as: 'reviewer',
    at: async (stage) => `${await passengers(stage)}&missing=1`,
  },
  {
    name: 'seat-wishes',
    page: 'passengers',
    forms: 'both',
    as: 'reviewer',
    at: passengers,
    async act({ page, say }) {
      await page.getByRole('checkbox').first().check();
      await page.getByRole('checkbox', { name: say('book.seats.F') }).check();
      await page.getByText(say('book.seats.lead')).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'seats',
    page: 'seats',
    forms: 'all',
    as: 'reviewer',
    at: plan,
    async act({ page }) {
      const seats = page.getByRole('grid').getByRole('button');
      await seats.nth(12).click();
      await seats.nth(13).click();
    },
  },
  {
    name: 'seats-list',
    page: 'seats',
    forms: 'both',
    as: 'reviewer',
    at: async (stage) => `${await plan(stage)}&view=list`,
  },
  {
    name: 'seats-lost',
    page: 'seats',
    forms: 'both',
    as: 'reviewer',
    at: plan,
    async act({ page, say }, { site }) {
      const seats = page.getByRole('grid').getByRole('button');
      await seats.nth(12).click();
      await seats.nth(13).click();
      const code = await page.locator('input[type=hidden][name=at]').last().getAttribute('value');
      giveBack = await rivalHolds(site, code ?? '');
      const nearest = say('seatPlan.nearest', { places: '' }).trim();
      await page.getByRole('button', { name: new RegExp(nearest) }).waitFor();
    },
    after: () => giveBack(),
  },
  {
    name: 'review-seats',
    page: 'review',
    forms: 'both',
    as: 'reviewer',
    at: async (stage) =>
      `${await review(stage, { who: 'reviewer', seatClass: 'second' })}&at=5-3C&at=5-3D`,
  },
  {
    name: 'review',
    page: 'review',
    forms: 'all',
    as: 'reviewer',
    at: (stage) => review(stage, { who: 'reviewer', seatClass: 'second' }),
  },
  {
    name: 'review-sold-out',
    page: 'review',
    forms: 'both',
    as: 'reviewer',
    at: (stage) => review(stage, { who: 'reviewer', seatClass: 'business' }),
    async act(visitor) {
      await holdButton(visitor).click();
      await visitor.page
        .getByRole('heading', { name: visitor.say('book.soldOut.title') })
        .waitFor();
    },
  },
  {
    name: 'review-unpaid',
    page: 'review',
    forms: 'both',
    as: 'holder',
    async at(stage) {
      await stage.booking('held');
      return review(stage, { who: 'holder', seatClass: 'first' });
    },
    async act(visitor) {
      await holdButton(visitor).click();
      await visitor.page.getByText(visitor.say('refusal.unpaid-booking-exists')).first().waitFor();
    },
  },
  { name: 'hold', page: 'hold', forms: 'all', as: 'holder', at: heldPage },
  {
    name: 'hold-last-minutes',
    page: 'hold',
    forms: 'both',
    as: 'holder',
    at: heldPage,
    before: ({ page }) => page.clock.install(),
    act: (visitor) => pass(visitor, 16),
  },
  {
    name: 'hold-more-time',
    page: 'hold',
    forms: 'both',
    as: 'holder',
    at: heldPage,
    before: ({ page }) => page.clock.install(),
    async act(visitor) {
      await pass(visitor, 18.2);
      await visitor.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'hold-cancel',
    page: 'hold',
    forms: 'both',
    as: 'holder',
    at: heldPage,
    async act({ page, say }) {
      await page.getByRole('button', { name: say('booking.held.cancel') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'hold-ended',
    page: 'hold',
    forms: 'both',
    as: 'leaver',
    at: async (stage) => `/bookings/${await stage.booking('ended')}`,
  },
  {
    name: 'hold-cancelled',
    page: 'hold',
    forms: 'both',
    as: 'leaver',
    at: async (stage) => `/bookings/${await stage.booking('cancelled')}`,
  },
  ...paymentShots,
];
