import { generateKeyPairSync } from 'node:crypto';
import { openCentral, openShards } from '@interlock/db/connections';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import { withClient } from '@interlock/db/testing/test-databases';
import { createTestDatabases } from '@interlock/dev-env/test-databases';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { instant } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import type { CountsSource } from '@interlock/use-cases/verify/counts';
import type { NamedText } from '@interlock/use-cases/verify/document-numbers';
import { verifyLimits, type VerifyContext } from '@interlock/use-cases/verify/invariant';
import { exitCodeOf } from '@interlock/use-cases/verify/report';
import { verify, type VerifyReport } from '@interlock/use-cases/verify/verify';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { centralRows, northRows, openWorkflow, providerLines } from './clean-rows.ts';

type Database = 'central' | 'north' | 'south';

/** Three databases in which everything is right, and the outside that goes with them. */
export interface CleanCopy {
  /** Runs SQL as the superuser, whom no grant and no trigger stops. */
  plant(database: Database, sql: string): Promise<void>;
  /** What Temporal, the provider and the searches say; a test may change it. */
  readonly outside: Outside;
  verify(): Promise<VerifyReport>;
  /** The numbers that verify reports, each once; throws unless the exit code says the same. */
  broken(): Promise<string[]>;
  /** Addresses of the product's own role. */
  urls(): Record<Database, string>;
}

interface Outside {
  openWorkflows: () => string[];
  lines: ProviderIntentLine[];
  counts: CountsSource | null;
  texts: NamedText[];
}

export const ticketKeyDer = generateKeyPairSync('ed25519').privateKey.export({
  format: 'der',
  type: 'pkcs8',
});
export const ticketKey = ticketSigner(ticketKeyDer);

/** Makes the databases for the tests of one file, and makes them clean (or empty) again before each test. */
export function cleanCopy(content: 'clean' | 'empty' = 'clean'): CleanCopy {
  const outside: Outside = { openWorkflows: () => [], lines: [], counts: null, texts: [] };
  let databases: Awaited<ReturnType<typeof createTestDatabases>> | undefined;
  let context: (VerifyContext & { close(): Promise<void> }) | undefined;

  beforeAll(async () => {
    databases = await createTestDatabases();
    context = contextFor(urls(), outside);
  });
  beforeEach(async () => {
    outside.openWorkflows = () => [openWorkflow];
    outside.lines = [...providerLines];
    outside.counts = null;
    outside.texts = [];
    await Promise.all([reset('central'), reset('north'), reset('south')]);
    if (content === 'empty') return;
    await plant('central', centralRows());
    await plant('north', northRows(ticketKey));
  });
  afterAll(async () => {
    await context?.close();
    await databases?.drop();
  });

  function urls(): Record<Database, string> {
    if (databases === undefined) throw new Error('the databases are made before the tests');
    const { central, north, south } = databases.urls;
    return { central: central.app, north: north.app, south: south.app };
  }

  async function plant(database: Database, sql: string): Promise<void> {
    if (databases === undefined) throw new Error('the databases are made before the tests');
    await withClient(databases.urls[database].admin, async (client) => {
      await client.query(`SET session_replication_role = replica; ${sql}`);
    });
  }

  function reset(database: Database): Promise<void> {
    return plant(
      database,
      `DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
         FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'); END $$`,
    );
  }

  async function look(): Promise<VerifyReport> {
    if (context === undefined) throw new Error('the databases are made before the tests');
    return verify(context);
  }

  return {
    plant,
    outside,
    urls,
    verify: look,
    async broken() {
      const report = await look();
      const numbers = [...new Set(report.findings.map(({ invariant }) => invariant))];
      if ((exitCodeOf(report) === 0) !== (numbers.length === 0))
        throw new Error('the exit code says otherwise');
      return numbers;
    },
  };
}

function contextFor(
  urls: Record<Database, string>,
  outside: Outside,
): VerifyContext & { close(): Promise<void> } {
  const central = openCentral(urls.central);
  const shards = openShards(
    { north: urls.north, south: urls.south },
    createShardMap(demoShardMapEntries()),
  );
  return {
    central,
    shards,
    processes: { listOpen: () => Promise.resolve(outside.openWorkflows()) },
    payments: {
      async *listIntents() {
        yield* outside.lines;
      },
    },
    rules: demoSaleRules,
    ticketKey: ticketKey.publicKeyPem,
    get counts() {
      return outside.counts;
    },
    async *texts() {
      yield* outside.texts;
    },
    now: () => instant(Date.now()),
    limits: { ...verifyLimits, secondLookMs: 1 },
    async close() {
      await Promise.all([central.close(), shards.close()]);
    },
  };
}
