import { expect, test } from 'vitest';
import { findDrift } from './drift.ts';
import { createTestDatabase, withClient } from './testing/test-databases.ts';

test('the generated clients and the migrations describe the same tables', async () => {
  for (const kind of ['central', 'shard'] as const) {
    const { ownerUrl } = await createTestDatabase(kind);
    expect(await findDrift({ kind, ownerUrl })).toEqual([]);
  }
});

test('a column, a type or a function changed by hand is found', async () => {
  const [scratch, live] = [await createTestDatabase('shard'), await createTestDatabase('shard')];
  const compare = () =>
    findDrift({ kind: 'shard', ownerUrl: scratch.ownerUrl, liveUrl: live.ownerUrl });
  expect(await compare()).toEqual([]);
  await withClient(live.ownerUrl, (client) =>
    client.query(`ALTER TABLE booking ADD COLUMN note text; ALTER TABLE seat ALTER COLUMN pool TYPE integer;
      CREATE OR REPLACE FUNCTION epoch_ms(moment timestamptz) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'`),
  );
  const lines = await compare();
  expect(lines).toHaveLength(5);
  expect(lines.join('\n')).toMatch(/booking\.note text[\s\S]*epoch_ms/);
  const changedScratch = await findDrift({ kind: 'shard', ownerUrl: live.ownerUrl });
  expect(changedScratch).toContain('in the migrations, not in schema.prisma: booking.note text');
});
