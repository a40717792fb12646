import { createTestDatabases, createTestNamespace } from '@interlock/dev-env/test-databases';
import { Connection } from '@temporalio/client';
import { Client } from 'pg';
import { expect, test } from 'vitest';

test('every suite gets three migrated databases of its own', async () => {
  const [one, other] = await Promise.all([createTestDatabases(), createTestDatabases()]);
  expect(one.urls.north.app).not.toBe(other.urls.north.app);
  const client = new Client({ connectionString: one.urls.north.app });
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::int AS bookings FROM booking');
  await client.end();
  expect(rows).toEqual([{ bookings: 0 }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('every suite gets a Temporal namespace of its own with the search attribute', async () => {
  const { address, namespace } = await createTestNamespace();
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  await connection.close();
  expect(Object.keys(customAttributes)).toContain('NeedsAttention');
});
