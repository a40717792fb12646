import { addToken } from '@interlock/db/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { authenticateToken, hashToken } from './authenticate-token.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

test('a known token is its program, any other is nobody', async () => {
  await add('il_good', 'program-1');
  const { context } = platform;
  expect(await authenticateToken(context, 'il_good')).toEqual({
    kind: 'program',
    accountId: 'program-1',
  });
  for (const token of ['', 'il_bad', 'IL_GOOD', hashToken('il_good')]) {
    expect(await authenticateToken(context, token)).toBeNull();
  }
});

test('the database keeps only the hash of a token', async () => {
  await add('il_secret', 'program-2');
  const rows = await platform.copy.sql('central', 'SELECT t::text AS row FROM api_token t');
  expect(JSON.stringify(rows)).not.toContain('il_secret');
});

test('a revoked token ends when what was remembered ends', async () => {
  await add('il_fired', 'program-3');
  const { context } = platform;
  expect(await authenticateToken(context, 'il_fired')).not.toBeNull();
  await platform.copy.sql('central', 'UPDATE api_token SET revoked_at = now() WHERE hash = $1', [
    hashToken('il_fired'),
  ]);
  platform.setClock(11_000);
  expect(await authenticateToken(context, 'il_fired')).toBeNull();
  platform.setClock(0);
});

test('with central away a token that was good stays good, and an unknown one is a fault', async () => {
  await add('il_known', 'program-4');
  const { context } = platform;
  let isAway = false;
  const cut = {
    ...context,
    now: () => (isAway ? context.now() + 60_000 : context.now()) as ReturnType<typeof context.now>,
    central: {
      ...context.central,
      read: ((work: never) =>
        isAway
          ? Promise.reject(new Error('central is away'))
          : context.central.read(work)) as typeof context.central.read,
    },
  };
  await authenticateToken(cut, 'il_known');
  isAway = true;
  expect(await authenticateToken(cut, 'il_known')).toMatchObject({ accountId: 'program-4' });
  await expect(authenticateToken(cut, 'il_unknown')).rejects.toThrow('central is away');
});

function add(token: string, accountId: string): Promise<void> {
  return platform.context.central.transact((tx) =>
    addToken(tx, { tokenHash: hashToken(token), accountId, label: 'test' }),
  );
}
