import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEdge } from '@interlock/web/edge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../bad-input/rows.ts';
import { newDocument } from '../faults/buyer.ts';
import { waitFor } from '../smoke/waiting.ts';
import {
  type ActionForm,
  actionForms,
  actionsInSources,
  addressesAsked,
  badValues,
  type Fields,
  plainActions,
  postArguments,
  postForm,
} from './action-walk.ts';
import {
  answered,
  openForms,
  ownForms,
  passengerForm,
  sendBadTexts,
  sendForged,
} from './bad-forms.ts';
import { codeFromMail, mailWith } from './mailbox.ts';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
} from './page-checks.ts';
import { cancelOnPage, passengersPath, payButton } from './purchase.ts';
import { soonMs, startSite, trip, type Site } from './site.ts';
import { giveVirtualKey } from './virtual-key.ts';
import { newAccount, type Credentials, type Visitor } from './visitor.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

test('an account made with a code gets its first password; two forms at once set one; the owner is told by mail', async () => {
  const visitor = await site.visitor({ locale: 'zh', size: { width: 320, height: 700 } });
  const { page, say } = visitor;
  const account = newAccount();
  await signInByCode(visitor, account.email);
  await visitor.open('/account');
  await expectNoSidewaysScroll(page);
  await page.getByText(say('account.password.setText')).waitFor();
  const fresh = page.getByLabel(say('account.password.fresh'));
  const set = page.getByRole('button', { name: say('account.password.set') });
  await fresh.fill('short');
  await set.click();
  await page
    .getByRole('link', { name: say('account.signUp.passwordShort', { min: 10 }) })
    .waitFor();
  await expectAccessible(page);
  await fresh.fill('x'.repeat(10_000));
  await set.click();
  await page
    .getByRole('link', { name: say('account.signUp.passwordLong', { max: 128 }) })
    .waitFor();

  const tab = await visitor.context.newPage();
  await tab.goto(page.url());
  await tab.getByLabel(say('account.password.fresh')).fill('another password');
  await fresh.fill(account.password);
  await Promise.all([
    set.click(),
    tab.getByRole('button', { name: say('account.password.set') }).click(),
  ]);
  const done = (of: typeof page) => of.getByText(say('account.done.password')).isVisible();
  await waitFor({
    what: 'one of the two forms to be done and the other to be told',
    withinMs: soonMs,
    ask: async () => [await done(page), await done(tab)],
    until: (are) => are.includes(true),
  });
  const sql = `SELECT password FROM account a JOIN "user" u ON u.id = a.user_id WHERE u.email = '${account.email}'`;
  expect(await site.rows('central', sql)).toHaveLength(1);
  await mailWith(site, {
    address: account.email,
    subject: say('mail.account.password-set.subject'),
  });
});

test('changing a password asks for the old one, keeps this browser signed in and ends the others', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const account = await visitor.signUp();
  const elsewhere = await site.visitor();
  await elsewhere.signIn(account);
  await visitor.open('/account');
  await expectAccessibleInBothThemes(page);
  const next = { ...account, password: newAccount().password };
  await changePassword(visitor, { current: '', fresh: next.password });
  await page.getByRole('link', { name: say('account.signUp.passwordMissing') }).waitFor();
  await changePassword(visitor, { current: 'not the password', fresh: next.password });
  await page.getByRole('link', { name: say('account.password.currentWrong') }).waitFor();
  await changePassword(visitor, { current: account.password, fresh: account.password });
  await page.getByRole('link', { name: say('account.password.same') }).waitFor();
  await expectAccessible(page);
  await changePassword(visitor, { current: account.password, fresh: next.password });
  await page.getByText(say('account.done.password')).waitFor();
  await expectAccessible(page);
  const subject = visitor.say('mail.account.password-changed.subject');
  expect(subject).not.toContain(account.email);
  await mailWith(site, { address: account.email, subject });
  expect(await sessionsOf(account.email)).toBe(1);
  await visitor.open('/trips');
  expect(page.url()).toContain('/trips');
  await elsewhere.signIn(next);

  await visitor.open('/account');
  for (let tries = 0; tries < 10; tries += 1) {
    await changePassword(visitor, { current: `guess ${tries}`, fresh: account.password });
    if (
      await page
        .getByText(/Try again in \d+ seconds/)
        .first()
        .isVisible()
    )
      return;
  }
  throw new Error('a password can be guessed without end');
});

test('a forgotten password is set anew with a code by mail, and whoever knew the old one is out', async () => {
  const knows = await site.visitor();
  const account = await knows.signUp();
  const visitor = await site.visitor({ locale: 'zh' });
  const { page, say } = visitor;
  await visitor.open('/sign-in');
  await page.getByRole('link', { name: say('account.forgotten.offer') }).click();
  await page.waitForURL(/\/sign-in\/forgotten/);
  await expectAccessibleInBothThemes(page);
  await page.getByLabel(say('account.signIn.email')).fill(account.email);
  await page.getByRole('button', { name: say('account.code.send') }).click();
  const code = page.getByLabel(say('account.code.code'), { exact: true });
  await code.waitFor();
  await expectAccessible(page);
  const subject = say('mail.passwordCode.subject');
  const digits = await codeFromMail(site, { address: account.email, subject });
  const fresh = page.getByLabel(say('account.password.fresh'));
  const submit = page.getByRole('button', { name: say('account.forgotten.submit') });
  await code.fill(digits);
  await fresh.fill('short');
  await submit.click();
  await page
    .getByRole('link', { name: say('account.signUp.passwordShort', { min: 10 }) })
    .waitFor();
  const next = { ...account, password: newAccount().password };
  await fresh.fill(next.password);
  await code.fill(digits === '000000' ? '000001' : '000000');
  await submit.click();
  await page.getByRole('link', { name: say('account.code.wrong') }).waitFor();
  await code.fill(digits);
  await submit.click();
  await page.getByText(say('account.done.password')).waitFor();
  expect(await sessionsOf(account.email)).toBe(1);
  await knows.open('/sign-in');
  await knows.page.getByLabel(knows.say('account.signIn.email')).fill(account.email);
  await knows.page.getByLabel(knows.say('account.signIn.password')).fill(account.password);
  await knows.page.getByRole('button', { name: knows.say('account.signIn.submit') }).click();
  await knows.page.getByText(knows.say('account.signIn.wrong')).first().waitFor();
  await knows.signIn(next);
});

test('a passkey is added, named, signs in without anything typed, and opens nothing once removed', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const key = await giveVirtualKey(visitor);
  const account = await visitor.signUp();
  await visitor.open('/account');
  const name = page.getByLabel(say('account.passkeys.name')).last();
  const add = page.getByRole('button', { name: say('account.passkeys.add') });
  await name.fill('');
  await add.click();
  await page.getByText(say('account.passkeys.nameMissing')).waitFor();
  await name.fill('My phone <b>');
  await add.click();
  await page.getByText(say('account.done.passkey')).waitFor();
  await page.getByText('My phone <b>', { exact: true }).waitFor();
  await expectAccessibleInBothThemes(page);
  await mailWith(site, {
    address: account.email,
    subject: say('mail.account.passkey-added.subject'),
  });
  await page.getByLabel(say('account.passkeys.name')).last().fill('Again');
  await add.click();
  await page.getByText(say('account.passkeys.known')).waitFor();

  await page.getByText(say('account.passkeys.edit')).click();
  await page.getByLabel(say('account.passkeys.name')).first().fill('手机');
  await page.getByRole('button', { name: say('account.passkeys.rename') }).click();
  await page.getByText(say('account.done.passkey-renamed')).waitFor();
  await page.getByText('手机', { exact: true }).waitFor();

  await signOut(visitor);
  await signInWithPasskey(visitor);
  await page.waitForURL(/\/trips/);
  await signOut(visitor);
  await key.recognise(false);
  await signInWithPasskey(visitor);
  await page.getByText(say('account.passkeys.notUsed')).waitFor();
  await expectAccessible(page);
  await key.recognise(true);
  await signInWithPasskey(visitor);
  await page.waitForURL(/\/trips/);

  await visitor.open('/account');
  await page.getByText(say('account.passkeys.edit')).click();
  await page.getByRole('button', { name: say('account.passkeys.remove') }).click();
  await page.getByText(say('account.done.passkey-removed')).waitFor();
  await page.getByText(say('account.passkeys.none')).waitFor();
  await signOut(visitor);
  await signInWithPasskey(visitor);
  await page.getByText(say('account.passkeys.notAccepted')).waitFor();
});

test('a session older than a day sees its account, and is asked to sign in again before it adds a way in', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { email } = await visitor.signUp();
  await giveVirtualKey(visitor);
  const sql = `UPDATE session s SET created_at = now() - interval '2 days' FROM "user" u WHERE u.id = s.user_id AND u.email = '${email}'`;
  await site.rows('central', sql);
  expect(await visitor.open('/account')).toBe(200);
  await page.getByText(say('account.sessions.here')).waitFor();
  await page.getByText('Chrome, Linux').waitFor();
  await page.getByRole('button', { name: say('account.passkeys.add') }).click();
  await page.getByText(say('account.password.stale')).waitFor();
  await page.getByRole('link', { name: say('account.password.signInAgain') }).click();
  await page.waitForURL(/\/sign-in\?next=/);
});

test("a form with somebody else's passkey or session changes neither", async () => {
  const owner = await site.visitor();
  await giveVirtualKey(owner);
  await owner.signUp();
  await addPasskey(owner, 'Not yours');
  const [theirs] = await site.rows('central', `SELECT id FROM passkey WHERE name = 'Not yours'`);
  const other = await site.visitor();
  await giveVirtualKey(other);
  const account = await other.signUp();
  await addPasskey(other, 'Mine');
  const [mine] = await site.rows('central', `SELECT id FROM passkey WHERE name = 'Mine'`);
  const forge = { own: String(mine?.['id']), other: String(theirs?.['id']) };
  for (const button of ['account.passkeys.rename', 'account.passkeys.remove']) {
    await other.open('/account');
    await other.page.getByText(other.say('account.passkeys.edit')).click();
    await sendForged(other.page, forge, () =>
      answered(other.page, other.page.getByRole('button', { name: other.say(button) })),
    );
  }
  const names = await site.rows(
    'central',
    `SELECT name FROM passkey WHERE name IN ('Mine', 'Not yours') ORDER BY name`,
  );
  expect(names).toEqual([{ name: 'Mine' }, { name: 'Not yours' }]);

  const second = await site.visitor();
  await second.signIn(account);
  const sessionOf = (passkey: string): string =>
    `SELECT s.id FROM session s JOIN passkey p ON p.user_id = s.user_id WHERE p.name = '${passkey}' ORDER BY s.created_at DESC`;
  const [newest] = await site.rows('central', sessionOf('Mine'));
  const [session] = await site.rows('central', sessionOf('Not yours'));
  await other.open('/account');
  const end = { name: other.say('account.sessions.end'), exact: true };
  await sendForged(
    other.page,
    { own: String(newest?.['id']), other: String(session?.['id']) },
    () => answered(other.page, other.page.getByRole('button', end)),
  );
  await owner.open('/trips');
  expect(owner.page.url()).toContain('/trips');
});

test('no form takes what cannot be meant: it is told where it stands, nothing typed is lost, nothing changes', async () => {
  const visitor = await site.visitor();
  const failed: string[] = [];
  visitor.context.on('response', (answer) => {
    if (answer.status() >= 500) failed.push(`${answer.status()} ${answer.url()}`);
  });
  const before = await accountsAsTheyStand();
  for (const form of openForms) await sendBadTexts(visitor, form);
  expect(await accountsAsTheyStand()).toEqual(before);
  await visitor.signUp();
  const signedIn = await accountsAsTheyStand();
  const ride = passengersPath(await site.offer('G1'), 'second');
  for (const form of [...ownForms, passengerForm(ride)]) await sendBadTexts(visitor, form);
  expect(await accountsAsTheyStand()).toEqual(signedIn);
  expect(failed).toEqual([]);
  await expectAccessible(visitor.page);
});

test('a search for what cannot be a station, and a text that is no ticket, are told on the page', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const odd = ['🚄 <b>x</b>', "' OR 1=1 --\0", 'x'.repeat(1_000), '\u202eVNP'];
  for (const text of odd) {
    const query = new URLSearchParams({ from: text, to: text, date: text, n: text, sort: text });
    expect(await visitor.open(`/trains?${query}`)).toBeLessThan(500);
    await page.getByRole('alert').first().waitFor();
    const filters = new URLSearchParams({
      ...trip,
      type: text,
      time: text,
      class: text,
      board: text,
    });
    expect(await visitor.open(`/trains?${filters}`)).toBeLessThan(500);
    expect(await visitor.open(`/sign-in?next=${encodeURIComponent(text)}`)).toBe(200);
  }
  await visitor.open('/gate');
  for (const text of odd) {
    await page.getByLabel(say('gate.paste.label')).fill(text);
    await page.getByRole('button', { name: say('gate.paste.submit'), exact: true }).click();
    await page.getByText(say('gate.verdict.notATicket.title'), { exact: true }).waitFor();
  }
});

test("a button of a booking's page with somebody else's reference does nothing, nor one of a page that is out of date", async () => {
  const owner = site.program();
  const theirs = await owner.hold({ offer: await site.offer('G1'), seatClass: 'second' });
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const own = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  const strange = [theirs.reference, '', '" OR 1=1 --'];
  for (const other of strange) {
    const forge = { own: own.reference, other };
    await visitor.open(`/bookings/${own.reference}`);
    await sendForged(page, forge, () => answered(page, payButton(visitor)));
    await page.getByText(say('refusal.unknown-booking')).first().waitFor();
    await visitor.open(`/bookings/${own.reference}`);
    await page.getByRole('button', { name: say('booking.held.cancel') }).click();
    const confirm = { name: say('booking.held.cancelConfirm') };
    const button = page.getByRole('dialog').getByRole('button', confirm);
    await sendForged(page, forge, () => answered(page, button));
    await page.getByText(say('refusal.unknown-booking')).first().waitFor();
  }
  expect(await owner.read(theirs.reference)).toMatchObject({ state: 'held', payBy: theirs.payBy });
  expect(await program.read(own.reference)).toMatchObject({ state: 'held', payBy: own.payBy });

  const stale = await visitor.context.newPage();
  await stale.route('**/data/bookings/**', (route) => route.abort());
  await stale.goto(`${site.network.siteUrl}/en/bookings/${own.reference}`);
  await visitor.open(`/bookings/${own.reference}`);
  await cancelOnPage(visitor);
  await payButton({ ...visitor, page: stale }).click();
  await stale
    .getByText(say('refusal.already-released'))
    .or(stale.getByText(say('refusal.hold-ended')))
    .or(stale.getByRole('heading', { name: say('booking.cancelled.title') }))
    .first()
    .waitFor();
  expect(await program.read(own.reference)).toMatchObject({ state: 'released' });
  expect(await owner.cancel(theirs.reference)).toMatchObject({ booking: { state: 'released' } });
});

test('in a rush the results say so, keep the question, announce the wait and ask again by themselves', async () => {
  let atOnce = 0;
  const settings = { paymentOrigins: [], secure: false, development: false };
  const asked: string[] = [];
  const edge = (): ReturnType<typeof createEdge> =>
    createEdge({ ...settings, searchesAtOnceMax: atOnce }, async (request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'text/html').end('<title>x</title><h1>Answered</h1>');
    });
  const server = createServer((request, response) => void edge()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const visitor = await site.visitor({ size: { width: 320, height: 640 } });
    const { page, say } = visitor;
    const question = `/en/trains?${new URLSearchParams(trip)}`;
    await page.clock.install();
    const answer = await page.goto(
      `http://localhost:${(server.address() as AddressInfo).port}${question}`,
    );
    expect([answer?.status(), answer?.headers()['retry-after']]).toEqual([503, '10']);
    await page.getByRole('heading', { name: say('problem.busy.title') }).waitFor();
    await page
      .getByRole('status')
      .getByText(say('problem.busy.wait', { seconds: 10 }))
      .waitFor();
    const again = page.getByRole('link', { name: say('problem.busy.again') });
    expect(await again.getAttribute('href')).toBe(question);
    await expectAccessibleInBothThemes(page);
    await expectNoSidewaysScroll(page);
    atOnce = 1;
    await page.clock.fastForward(11_000);
    await page.getByRole('heading', { name: 'Answered' }).waitFor();
    expect(asked.filter((url) => url.startsWith('/en'))).toEqual([question]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('whatever stands in the question of an address, no page and no data of the site is a fault', async () => {
  const owner = await site.visitor();
  await owner.signUp();
  const staff = await site.visitor();
  await staff.signIn(site.network.demo.staff);
  const { runId } = await site.offer('G1');
  const odd = ['HTML', 'a zero byte', 'a number beyond all numbers', 'ten thousand characters'].map(
    (what) => badValues[what] ?? '',
  );
  const faults: string[] = [];
  for (const { path, names, by } of addressesAsked(runId)) {
    for (const bad of odd) {
      for (const name of names) {
        const url = new URL(path, site.network.siteUrl);
        url.searchParams.set(name, bad.slice(0, 4_000));
        const { request } = by === 'staff' ? staff.context : owner.context;
        const answer = await request.get(url.href);
        if (answer.status() >= 500) faults.push(url.href.slice(0, 200));
      }
    }
  }
  expect(faults).toEqual([]);
});

test('a form sent twice at once does what it does once', async () => {
  const visitor = await site.visitor();
  const { program, email } = await visitor.signUpWithProgram();
  const offer = await site.offer('G643');
  const pages = {
    signUp: '/sign-up',
    saveTraveller: passengersPath(offer, 'second'),
    askForTime: '/bookings/H4K7M2P9QX',
    cancel: '/bookings/H4K7M2P9QX',
  };
  const twice = async (action: keyof typeof pages, fields: Fields) => {
    const form = { action, page: `/en${pages[action]}` };
    const to = { request: visitor.context.request, site: site.network.siteUrl, form };
    const answers = await Promise.all([1, 2, 3].map(() => postForm(to, fields)));
    return answers.map((answer) => answer.status()).filter((status) => status >= 400);
  };
  const document = newDocument();
  const passenger = { name: '王小明', documentType: 'resident-id', document, kind: 'adult' };
  expect(await twice('saveTraveller', passenger)).toEqual([]);
  const ofAccount = `(SELECT id FROM "user" WHERE email = '${email}')`;
  const saved = `SELECT 1 FROM traveller WHERE account_id = ${ofAccount}`;
  expect(await site.rows('central', saved)).toHaveLength(1);

  const held = await program.hold({ offer, seatClass: 'second' });
  const { reference } = held;
  expect(await twice('askForTime', { reference })).toEqual([]);
  const later = await program.read(reference);
  expect(Date.parse(later.payBy ?? '') - Date.parse(held.payBy ?? '')).toBe(5 * 60_000);
  expect(await twice('cancel', { reference })).toEqual([]);
  const sale = `SELECT cancel_count FROM account_sale WHERE account_id = ${ofAccount}`;
  expect(await site.rows('central', sale)).toEqual([{ cancel_count: 1 }]);

  // Last: this browser is then signed in as somebody else.
  const { email: address, password } = newAccount();
  expect(await twice('signUp', { name: 'Twice', email: address, password })).toEqual([]);
  const signedUp = `SELECT 1 FROM "user" WHERE email = '${address}'`;
  expect(await site.rows('central', signedUp)).toHaveLength(1);
});

// After every test that signs in: it uses up what one address may try in a minute.
test('whatever is sent to any action of the site, whoever sends it: no fault, and nothing changes', async () => {
  const owner = await site.visitor();
  const account = await owner.signUpWithProgram();
  const offer = await site.offer('G1');
  const { reference } = await account.program.hold({ offer, seatClass: 'second' });
  const other = await site.visitor();
  const { program } = await other.signUpWithProgram();
  const strangersTraveller = await program.traveller();
  const staff = await site.visitor();
  await staff.signIn(site.network.demo.staff);
  const nobody = await site.visitor();
  const forms = actionForms({
    reference,
    email: account.email,
    strangersTraveller,
    runId: offer.runId,
  });
  const known = [...forms.map(({ action }) => action), ...plainActions];
  expect(known.toSorted()).toEqual(actionsInSources());

  const faults: string[] = [];
  type Sent = { fields: Fields } | { text: string };
  const send = async (who: Visitor, form: ActionForm, what: Sent) => {
    const to = { request: who.context.request, site: site.network.siteUrl, form };
    const answer = await ('text' in what
      ? postArguments(to, what.text)
      : postForm(to, { ...form.aside, ...form.fields, ...what.fields }));
    if (answer.status() < 500) return;
    faults.push(`${form.action}: ${JSON.stringify(what).slice(0, 200)}`);
  };
  const before = await everythingAsItStands();
  for (const form of forms) {
    for (const who of [nobody, other, staff, owner]) await send(who, form, { fields: {} });
    for (const name of Object.keys(form.fields))
      for (const bad of Object.values(badValues))
        await send(owner, form, { fields: { [name]: bad } });
    for (const text of ['[]', '[null]', '[null,null]', '[null,{"reference":1}]', '[1,"x"]'])
      await send(owner, form, { text });
  }
  // Of a booking that is there: by others, and by staff with a reason that no database takes.
  for (const form of forms.filter(({ action }) => ['pay', 'askForTime', 'cancel'].includes(action)))
    for (const who of [nobody, other]) await send(who, form, { fields: { reference } });
  for (const form of forms.filter(({ action }) => action === 'actOnCase')) {
    for (const action of [...Object.values(badValues), 'release '])
      await send(staff, form, { fields: { action } });
    for (const action of ['release', 'extend'])
      await send(staff, form, { fields: { action, reason: '\0' } });
  }
  expect(faults).toEqual([]);
  expect(await everythingAsItStands()).toEqual(before);
  await account.program.cancel(reference);
});

test('no page has written an error to its console', () => site.leave());

test('after all of it every invariant of verify holds', () => site.expectCleanBooks());

/** What a form could change, of accounts and of bookings; messages on their way go on by themselves. */
async function everythingAsItStands(): Promise<unknown> {
  const onTheirWay = /^\w+: (inbox|outbox|notification) /;
  const rows = await rowsOf(site.network);
  return [await accountsAsTheyStand(), rows.filter((row) => !onTheirWay.test(row))];
}

/** Everything of the accounts that a form could change. */
async function accountsAsTheyStand(): Promise<unknown> {
  return site.rows(
    'central',
    `SELECT (SELECT count(*)::int FROM "user") AS users, (SELECT count(*)::int FROM session) AS sessions,
            (SELECT md5(string_agg(password, ',' ORDER BY id)) FROM account) AS passwords,
            (SELECT md5(string_agg(id || name, ',' ORDER BY id)) FROM passkey) AS passkeys,
            (SELECT count(*)::int FROM traveller) AS travellers`,
  );
}

async function signInByCode(visitor: Visitor, address: string): Promise<void> {
  const { page, say } = visitor;
  await visitor.open('/sign-in/code');
  await page.getByLabel(say('account.signIn.email')).fill(address);
  await page.getByRole('button', { name: say('account.code.send') }).click();
  const code = page.getByLabel(say('account.code.code'), { exact: true });
  await code.waitFor();
  await code.fill(await codeFromMail(site, { address, subject: say('mail.code.subject') }));
  await page.getByRole('button', { name: say('account.signIn.submit') }).click();
  await page.waitForURL(/\/trips/);
}

async function changePassword(
  { page, say }: Visitor,
  typed: { current: string; fresh: Credentials['password'] },
): Promise<void> {
  await page.getByLabel(say('account.password.current')).fill(typed.current);
  await page.getByLabel(say('account.password.fresh')).fill(typed.fresh);
  await answered(page, page.getByRole('button', { name: say('account.password.change') }));
}

async function addPasskey(visitor: Visitor, name: string): Promise<void> {
  const { page, say } = visitor;
  await visitor.open('/account');
  await page.getByLabel(say('account.passkeys.name')).last().fill(name);
  await page.getByRole('button', { name: say('account.passkeys.add') }).click();
  await page.getByText(say('account.done.passkey')).waitFor();
}

async function signOut(visitor: Visitor): Promise<void> {
  const { page, say } = visitor;
  await page.getByRole('button', { name: say('site.nav.signOut') }).click();
  await page
    .getByRole('link', { name: say('site.nav.signIn') })
    .first()
    .waitFor();
}

async function signInWithPasskey(visitor: Visitor): Promise<void> {
  const { page, say } = visitor;
  await visitor.open('/sign-in');
  await page.getByRole('button', { name: say('account.passkeys.use') }).click();
}

/** How many browsers are signed in; one that is not any more learns it within ten seconds. */
async function sessionsOf(email: string): Promise<number> {
  const sql = `SELECT 1 FROM session s JOIN "user" u ON u.id = s.user_id WHERE u.email = '${email}'`;
  return (await site.rows('central', sql)).length;
}
