import type { AccountId } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { residentId } from '../testing/test-railway.ts';
import { addTraveller } from './add-traveller.ts';
import { listTravellers } from './list-travellers.ts';
import { removeTraveller } from './remove-traveller.ts';

const good = {
  name: '欧阳小兰',
  documentType: 'resident-id',
  document: residentId(7),
  kind: 'adult',
};

let platform: TestPlatform;
let actor: { kind: 'passenger'; accountId: AccountId };
let accounts = 0;

beforeAll(async () => {
  platform = await openTestPlatform();
});
beforeEach(() => {
  accounts += 1;
  actor = { kind: 'passenger', accountId: `account-${accounts}` as AccountId };
});
afterAll(() => platform.close());

test('a traveller comes back masked, and the table holds neither name nor document', async () => {
  const added = await addTraveller(platform.context, actor, good);
  expect(added).toMatchObject({ kind: 'traveller', ticketType: 'adult' });
  expect(JSON.stringify(added)).not.toMatch(/小兰/);
  expect(JSON.stringify(added)).not.toContain(good.document);
  const rows = await platform.copy.sql('central', 'SELECT t::text FROM traveller t');
  const table = JSON.stringify(rows);
  const inHex = (text: string): string => Buffer.from(text).toString('hex');
  for (const secret of [good.name, good.document]) {
    expect(table).not.toContain(secret);
    expect(table).not.toContain(inHex(secret));
  }
});

test('the same document added again is the same traveller', async () => {
  const first = await addTraveller(platform.context, actor, good);
  const again = await addTraveller(platform.context, actor, { ...good, document: good.document });
  expect(again).toEqual(first);
  const list = await listTravellers(platform.context, actor);
  expect(list).toMatchObject({ travellers: [first] });
});

test('a form sent several times at once saves its traveller once, and each answer names that one', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => addTraveller(platform.context, actor, good)),
  );
  const list = await listTravellers(platform.context, actor);
  if (isRefusal(list)) throw new Error(list.code);
  expect(answers).toEqual(answers.map(() => list.travellers[0]));
  expect(list.travellers).toHaveLength(1);
});

test('names and documents that cannot be are refused with the field', async () => {
  const cases: [object, string, string][] = [
    [{ name: '' }, 'invalid-name', 'name'],
    [{ name: '<script>' }, 'invalid-name', 'name'],
    [{ document: '11010519491231002Y' }, 'invalid-document', 'document'],
    [{ document: `${good.document.slice(0, 17)}0` }, 'invalid-document', 'document'],
    [{ document: '' }, 'invalid-document', 'document'],
    [{ documentType: 'library-card' }, 'invalid-document', 'documentType'],
    [{ kind: 'senior' }, 'invalid-input', 'kind'],
  ];
  for (const [change, code, field] of cases) {
    const answer = await addTraveller(platform.context, actor, { ...good, ...change });
    expect([change, answer]).toMatchObject([change, { code, field }]);
  }
  expect(await listTravellers(platform.context, actor)).toMatchObject({ travellers: [] });
});

test("a traveller is its account's alone", async () => {
  const added = await addTraveller(platform.context, actor, good);
  if (isRefusal(added)) throw new Error(added.code);
  const other = { kind: 'passenger', accountId: 'somebody-else' as AccountId } as const;
  const { context } = platform;
  expect(await listTravellers(context, other)).toMatchObject({ travellers: [] });
  expect(await removeTraveller(context, other, { travellerId: added.id })).toMatchObject({
    code: 'unknown-passenger',
  });
  expect(await listTravellers(context, actor)).toMatchObject({ travellers: [added] });
  await removeTraveller(context, actor, { travellerId: added.id });
  expect(await listTravellers(context, actor)).toMatchObject({ travellers: [] });
  expect(await addTraveller(context, { kind: 'anonymous' }, good)).toMatchObject({
    code: 'not-signed-in',
  });
});
