import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../tidy/sources.ts';

const appFolder = join(root, 'apps/web/src/app');

/** Every address pattern that the site answers, as its folders say: `/[locale]/bookings/[reference]`. */
export function siteRoutes(): string[] {
  return readdirSync(appFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => /^(page|route)\.[jt]sx?$/.test(entry.name))
    .map((entry) => {
      const folder = relative(appFolder, entry.parentPath).replaceAll('\\', '/');
      return `/${folder.replaceAll(/\([^)]*\)\/?/g, '')}`.replace(/\/$/, '');
    })
    .toSorted();
}

/** What somebody gets at an address: a status, or the page that they are sent to. */
type Answer = number | 'sign-in' | 'look-up';

/** One address of the site and what each kind of visitor gets there. */
interface RouteAnswers {
  readonly route: string;
  readonly path: string;
  readonly signedOut: Answer;
  readonly other: Answer;
  readonly owner: Answer;
}

/** Every route with an address that means the owner's booking, where it means one. */
export function expectedAnswers(of: {
  reference: string;
  runId: number;
  ride: string;
}): RouteAnswers[] {
  const { reference, runId, ride } = of;
  return [
    ...forEverybody({ runId, ride }),
    ...ofBooking(reference),
    onlyWith('/[locale]/book/[runId]', `/en/book/${runId}?from=0&to=1&class=second`),
    onlyWith('/[locale]/book/[runId]/review', `/en/book/${runId}/review?from=0&to=1&class=second`),
    onlyWith('/[locale]/book/[runId]/seats', `/en/book/${runId}/seats?from=0&to=1&class=second`),
    onlyWith('/[locale]/trips', '/en/trips'),
    onlyWith('/[locale]/account', '/en/account'),
    { ...onlyWith('/[locale]/console', '/en/console'), other: 403, owner: 403 },
    {
      ...onlyWith('/[locale]/console/bookings/[reference]', `/en/console/bookings/${reference}`),
      other: 403,
      owner: 403,
    },
  ];
}

function everybody(route: string, path: string, answer: Answer = 200): RouteAnswers {
  return { route, path, signedOut: answer, other: answer, owner: answer };
}

/** Pages of one's account, whichever that is. */
function onlyWith(route: string, path: string): RouteAnswers {
  return { ...everybody(route, path), signedOut: 'sign-in' };
}

function forEverybody({ runId, ride }: { runId: number; ride: string }): RouteAnswers[] {
  const signIns = ['sign-in', 'sign-in/code', 'sign-in/forgotten', 'sign-up'];
  const same = ['find-booking', 'account/deleted', 'gate', ...signIns];
  const lookedUp = ['', '/tickets.pdf', '/journey.ics'].map((end) => `find-booking/result${end}`);
  return [
    everybody('/[locale]', '/en'),
    everybody('/[locale]/[...rest]', '/en/no/such/page', 404),
    everybody('/[locale]/trains', `/en/trains?${ride}`),
    everybody('/[locale]/trains/[runId]', `/en/trains/${runId}?from=0&to=1`),
    ...[...same, 'ticket-keys', 'offline'].map((page) =>
      everybody(`/[locale]/${page}`, `/en/${page}`),
    ),
    ...lookedUp.map((page) => everybody(`/[locale]/${page}`, `/en/${page}`, 'look-up')),
    everybody('/[locale]/problem/[status]', '/en/problem/503', 503),
    everybody('/data/stations', '/data/stations?text=bj'),
    everybody('/data/seats/[runId]', `/data/seats/${runId}?from=0&to=1&class=second`),
    everybody('/data/station-names', '/data/station-names'),
    everybody('/data/ticket-keys', '/data/ticket-keys'),
    // Both only take what is posted to them.
    everybody('/data/check-ticket', '/data/check-ticket', 405),
    everybody('/data/account-export', '/data/account-export', 405),
    everybody('/health', '/health'),
  ];
}

/** Somebody else's booking is as unknown as one that does not exist. */
function ofBooking(reference: string): RouteAnswers[] {
  const ends = ['', '/paid', '/tickets/1', '/tickets.pdf', '/journey.ics'];
  return [
    ...ends.map((end) => ({
      route: `/[locale]/bookings/[reference]${end.replace(/\d$/, '[passenger]')}`,
      path: `/en/bookings/${reference}${end}`,
      signedOut: 'sign-in' as const,
      other: 404,
      owner: 200,
    })),
    {
      ...everybody('/data/bookings/[reference]', `/data/bookings/${reference}`),
      signedOut: 401,
      other: 404,
    },
  ];
}

/** The page somebody has been sent to from this path, or the status of what they got. */
export function answerOf(path: string, response: { url: string; status: number }): Answer {
  const { pathname } = new URL(response.url);
  if (new URL(path, response.url).pathname !== pathname) {
    if (pathname === '/en/sign-in') return 'sign-in';
    if (pathname === '/en/find-booking') return 'look-up';
  }
  return response.status;
}
