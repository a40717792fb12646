import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, APIResponse } from 'playwright-core';
import { repositoryFiles, root, textOf } from '../tidy/sources.ts';

/** What a form sends to an action, by field. */
export type Fields = Readonly<Record<string, string>>;

/** An action of the site and what its form sends when nothing is wrong with it. */
export interface ActionForm {
  readonly action: string;
  /** A page that it stands on, with the language; no other takes it. */
  readonly page: string;
  /** The fields that decide what it does; each is sent bad, the others as they are here. */
  readonly fields: Fields;
  /** Fields that only say where to go on and in which language: bad ones change nothing of what it does. */
  readonly aside?: Fields;
}

/** What people and programs put where it does not belong. */
export const badValues: Readonly<Record<string, string>> = {
  nothing: '',
  emoji: '🚄👩‍👧‍👦',
  'right to left': '\u202eשלום מרحبا',
  HTML: '<img src=x onerror="alert(1)"></textarea><script>alert(1)</script>',
  SQL: `'; DROP TABLE "user"; --`,
  'a zero byte': 'a\0b',
  'a number beyond all numbers': '9'.repeat(400),
  'a lone half of a character': '\ud83d',
  'ten thousand characters': 'x'.repeat(10_000),
  'a path': '../../../etc/passwd',
  'what JSON calls a prototype': '{"__proto__":{"isAdmin":true}}',
};

/** Every exported function of the files that say 'use server'. */
export function actionsInSources(): string[] {
  return repositoryFiles()
    .filter((path) => path.startsWith('apps/web/src/') && path.endsWith('.ts'))
    .map(textOf)
    .filter((text) => text.startsWith(`'use server'`))
    .flatMap((text) => [...text.matchAll(/^export (?:async )?function (\w+)/gm)])
    .map(([, name = '']) => name)
    .toSorted();
}

interface BuiltAction {
  readonly exportedName: string;
}

/** The ids by which the built site knows its actions. */
function actionIds(): Map<string, string> {
  const file = join(root, 'apps/web/.next/server/server-reference-manifest.json');
  const built = JSON.parse(readFileSync(file, 'utf8')) as { node: Record<string, BuiltAction> };
  return new Map(Object.entries(built.node).map(([id, { exportedName }]) => [exportedName, id]));
}

interface Post {
  readonly request: APIRequestContext;
  readonly site: string;
  readonly form: Pick<ActionForm, 'action' | 'page'>;
}

/** Actions of forms that are told nothing back: they take the form alone. */
const withoutState = ['signOut', 'chooseTheme', 'endSession', 'endOtherSessions', 'offerPasskey'];

/** Sends a form to an action as a browser with scripts does. */
export function postForm(to: Post, fields: Fields): Promise<APIResponse> {
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.append(`_1_${name}`, value);
  // What refers to the fields comes after them.
  multipart.append('0', withoutState.includes(to.form.action) ? '["$K1"]' : '[null,"$K1"]');
  return post(to, { multipart });
}

/** Sends an action what no form would: these arguments as they stand. */
export function postArguments(to: Post, text: string): Promise<APIResponse> {
  return post(to, { data: text, headers: { 'content-type': 'text/plain;charset=UTF-8' } });
}

/** The part of a request that differs by kind. */
interface Sent {
  readonly multipart?: FormData;
  readonly data?: string;
  readonly headers?: Record<string, string>;
}

async function post({ request, site, form }: Post, body: Sent): Promise<APIResponse> {
  const id = actionIds().get(form.action);
  if (id === undefined) throw new Error(`the built site has no action ${form.action}`);
  const headers = {
    ...body.headers,
    origin: site,
    'sec-fetch-site': 'same-origin',
    accept: 'text/x-component',
    'next-action': id,
  };
  const answer = await request.post(site + form.page, { ...body, headers, maxRedirects: 0 });
  const type = answer.headers()['content-type'] ?? '';
  // A page without the action answers as if all were well.
  if (answer.status() === 200 && !type.startsWith('text/x-component'))
    throw new Error(`${form.action} is not reached at ${form.page}`);
  return answer;
}

interface Surroundings {
  /** Of a booking of the one who sends, on hold. */
  readonly reference: string;
  readonly email: string;
  /** A traveller of somebody else. */
  readonly strangersTraveller: string;
  readonly runId: number;
}

/**
 * Every action of the site with the fields that decide what it does. What stands here is either right but for something
 * that cannot be so, or names what is not there: sent as it is or with one field bad, none may change anything.
 */
export function actionForms(of: Surroundings): ActionForm[] {
  return [...accountForms(of), ...bookingForms(of)];
}

function accountForms({ email }: Surroundings): ActionForm[] {
  const aside = { locale: 'en', next: '/en/trips' };
  return [
    {
      action: 'signIn',
      page: '/en/sign-in',
      fields: { email, password: 'not the password' },
      aside,
    },
    {
      action: 'signUp',
      page: '/en/sign-up',
      fields: { name: 'Tester', email: 'nobody', password: 'short' },
      aside,
    },
    {
      action: 'signInWithCode',
      page: '/en/sign-in/code',
      fields: { email, code: 'abc' },
      aside: { ...aside, step: 'code' },
    },
    {
      action: 'setForgottenPassword',
      page: '/en/sign-in/forgotten',
      fields: { email, code: 'abc', password: 'a good password' },
      aside: { ...aside, step: 'code' },
    },
    { action: 'signInWithPasskey', page: '/en/sign-in', fields: { response: '{}' }, aside },
    {
      action: 'changePassword',
      page: '/en/account',
      fields: { current: 'not it', fresh: 'a good password' },
      aside,
    },
    { action: 'setPassword', page: '/en/account', fields: { fresh: 'a good password' }, aside },
    { action: 'endSession', page: '/en/account', fields: { session: 'none of yours' }, aside },
    {
      action: 'eraseOwnAccount',
      page: '/en/account',
      fields: { email: 'other@example.com' },
      aside,
    },
    { action: 'offerPasskey', page: '/en/account', fields: { name: '' }, aside },
    { action: 'addPasskey', page: '/en/account', fields: { name: 'Phone', response: '{}' }, aside },
    {
      action: 'renamePasskey',
      page: '/en/account',
      fields: { id: 'none of yours', name: 'Phone' },
      aside,
    },
    { action: 'removePasskey', page: '/en/account', fields: { id: 'none of yours' }, aside },
  ];
}

function bookingForms({ reference, strangersTraveller, runId }: Surroundings): ActionForm[] {
  const ride = '?from=0&to=1&class=second';
  return [
    {
      action: 'saveTraveller',
      page: `/en/book/${runId}${ride}`,
      fields: { name: '王小明', documentType: 'resident-id', document: '110105', kind: 'adult' },
    },
    {
      action: 'holdChosenSeats',
      page: `/en/book/${runId}/review${ride}`,
      fields: {
        runId: String(runId),
        from: '0',
        to: '1',
        class: 'second',
        with: `${strangersTraveller}.adult`,
        seat: 'F',
        at: '3-1F',
        onward: '7.0.1',
        key: '00000000-0000-4000-8000-000000000000',
      },
      aside: { locale: 'en' },
    },
    { action: 'pay', page: `/en/bookings/${reference}`, fields: { reference: 'H4K7M2P9QX' } },
    {
      action: 'askForTime',
      page: `/en/bookings/${reference}`,
      fields: { reference: 'H4K7M2P9QX' },
    },
    { action: 'cancel', page: `/en/bookings/${reference}`, fields: { reference: 'H4K7M2P9QX' } },
    {
      action: 'lookUp',
      page: '/en/find-booking',
      fields: { reference, name: '李四' },
      aside: { locale: 'en' },
    },
    {
      action: 'actOnCase',
      page: `/en/console/bookings/${reference}`,
      fields: { reference, action: 'none', reason: 'Because' },
    },
  ];
}

/** Actions that have nothing to get wrong: what they do, they do to the browser or the session at hand. */
export const plainActions = ['askForPasskey', 'chooseTheme', 'endOtherSessions', 'signOut'];

interface AskedAddress {
  readonly path: string;
  /** The parts of its question; each is sent bad, the others as they are in the path. */
  readonly names: readonly string[];
  readonly by?: 'staff';
}

/** Addresses that forms without actions lead to, and that programs of the pages ask. */
export function addressesAsked(runId: number): AskedAddress[] {
  const ride = '?from=0&to=1&class=second';
  const choice = ['from', 'to', 'class', 'with', 'seat', 'at', 'onward', 'n', 'missing'];
  const chosen = `${ride}&with=nobody.adult`;
  return [
    { path: '/en', names: ['from', 'to', 'date', 'n'] },
    {
      path: '/en/trains?from=VNP&to=AOH&date=tomorrow',
      names: ['from', 'to', 'date', 'back', 'out', 'n', 'sort', 'type', 'time', 'class', 'board'],
    },
    {
      path: `/en/trains/${runId}?from=0&to=1`,
      names: ['from', 'to', 'fares', 'with', 'onward', 'n'],
    },
    { path: `/en/book/${runId}${ride}`, names: choice },
    { path: `/en/book/${runId}/review${chosen}`, names: choice },
    { path: `/en/book/${runId}/seats${chosen}`, names: [...choice, 'view'] },
    { path: '/en/trips', names: ['tab'] },
    { path: '/en/account', names: ['done'] },
    { path: '/en/sign-in', names: ['next'] },
    { path: '/en/problem/409', names: ['back'] },
    { path: '/en/console', names: ['q'], by: 'staff' },
    { path: '/data/stations', names: ['text'] },
    { path: `/data/seats/${runId}${ride}`, names: ['from', 'to', 'class'] },
  ];
}
