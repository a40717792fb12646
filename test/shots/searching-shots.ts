import { siteThinksItIs } from '../browser/site-clock.ts';
import { soonMs, trip } from '../browser/site.ts';
import type { Visitor } from '../browser/visitor.ts';
import { dateAhead } from '../smoke/steps.ts';
import { waitFor } from '../smoke/waiting.ts';
import type { Shot } from './shot.ts';
import type { Stage } from './stage.ts';

/** The two cities with the longest list of the demo railway. */
const cities = { from: 'city:苏州', to: 'city:上海' };
const results = (query: Record<string, string> = {}): string =>
  `/trains?${new URLSearchParams({ ...trip, ...query })}`;

async function trainPage(stage: Stage): Promise<string> {
  const { runId, from, to } = await stage.offer();
  return `/trains/${runId}?from=${from.position}&to=${to.position}`;
}

async function minutesBefore(stage: Stage, minutes: number): Promise<void> {
  await siteThinksItIs(stage.site.network, {
    minutesBefore: minutes,
    offer: await stage.offer(),
  });
}

function box({ page, say }: Visitor, end: 'from' | 'to') {
  return page.getByRole('combobox', { name: say(`search.${end}`) });
}

/** Waits until the results tell the seats of every train again. */
async function untilCounted(visitor: Visitor): Promise<void> {
  await waitFor({
    what: 'results with all shards',
    withinMs: soonMs,
    async ask() {
      await visitor.open(results());
      return visitor.page.getByText(visitor.say('availability.unavailableLong')).isVisible();
    },
    until: (isSaid) => !isSaid,
  });
}

/** Looking for a train, for everybody. */
export const searchingShots: readonly Shot[] = [
  { name: 'search', page: 'search', forms: 'all', as: 'nobody', at: () => '' },
  {
    name: 'search-stations',
    page: 'search',
    forms: 'both',
    as: 'nobody',
    at: () => '',
    async act(visitor) {
      await visitor.page.waitForLoadState('networkidle');
      await box(visitor, 'from').fill('suzhou');
      await visitor.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'search-missing',
    page: 'search',
    forms: 'both',
    as: 'nobody',
    at: () => '',
    async act({ page, say }) {
      await page.waitForLoadState('networkidle');
      await page.getByRole('button', { name: say('search.submit') }).click();
      await page.getByText(say('search.missing.from')).first().waitFor();
    },
  },
  {
    name: 'search-recent',
    page: 'search',
    forms: 'both',
    as: 'nobody',
    at: () => results(),
    async act(visitor) {
      const { page, say } = visitor;
      await waitFor({
        what: 'a search that is remembered',
        withinMs: soonMs,
        ask: () => page.evaluate<number>('localStorage.length'),
        until: (count) => count > 0,
      });
      await visitor.open('');
      await page.getByText(say('search.recent')).waitFor();
    },
  },
  {
    name: 'search-unpaid',
    page: 'search',
    forms: 'both',
    as: 'holder',
    async at(stage) {
      await stage.booking('held');
      return '';
    },
  },
  {
    name: 'search-choose',
    page: 'search',
    forms: 'both',
    as: 'nobody',
    at: () => results({ to: 'suzhou' }),
  },
  { name: 'results', page: 'results', forms: 'all', as: 'nobody', at: () => results() },
  {
    name: 'results-many',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results(cities),
  },
  {
    name: 'results-stops',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results(),
    act: ({ page }) => page.locator('article summary').first().click(),
  },
  {
    name: 'results-filtered',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ ...cities, type: 'G', class: 'second', sort: 'price', n: '3' }),
    async act({ page }) {
      const folded = page.locator('aside summary');
      if (await folded.isVisible()) await folded.click();
    },
  },
  {
    name: 'results-none-pass',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ time: 'night', type: 'other', class: 'business' }),
  },
  {
    name: 'results-way-back',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ from: trip.to, to: trip.from, out: trip.date, n: '2' }),
  },
  {
    name: 'results-change',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ from: 'AOH', to: 'XKS' }),
  },
  {
    name: 'results-not-that-day',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ date: dateAhead(5) }),
  },
  {
    name: 'results-not-on-sale',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results({ date: dateAhead(40) }),
  },
  {
    name: 'results-shard-away',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results(),
    before: (_, { site }) => site.network.stopProcess('south'),
    act: (visitor) =>
      waitFor({
        what: 'results without one shard',
        withinMs: soonMs,
        async ask() {
          await visitor.open(results());
          const said = visitor.say('availability.unavailableLong');
          return visitor.page.getByText(said).isVisible();
        },
        until: (isSaid) => isSaid,
      }),
    after: async (visitor, { site }) => {
      await site.network.startProcess('south');
      await untilCounted(visitor);
    },
  },
  {
    name: 'results-soon',
    page: 'results',
    forms: 'both',
    as: 'nobody',
    at: () => results(),
    before: (_, stage) => minutesBefore(stage, 40.5),
    act: ({ page, say }) =>
      page
        .getByText(new RegExp(say('results.soon', { minutes: 40 }).replace('40', '\\d\\d')))
        .waitFor(),
    after: (_, { site }) => siteThinksItIs(site.network, 'now'),
  },
  {
    name: 'train-closed',
    page: 'train',
    forms: 'both',
    as: 'nobody',
    at: trainPage,
    before: (_, stage) => minutesBefore(stage, 19.5),
    act: ({ page, say }) =>
      page.getByText(say('availability.closedLong', { minutes: 20 })).waitFor(),
    after: (_, { site }) => siteThinksItIs(site.network, 'now'),
  },
  { name: 'train', page: 'train', forms: 'all', as: 'nobody', at: trainPage },
  {
    name: 'train-wrong-way',
    page: 'train',
    forms: 'both',
    as: 'nobody',
    at: async (stage) => `/trains/${(await stage.offer()).runId}?from=3&to=1`,
  },
];
