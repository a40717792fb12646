import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCentral } from '@interlock/db/connections';
import { createSeatAllocator, type SeatAllocator } from '@interlock/db/seat-allocator';
import { demoShardMapEntries } from '@interlock/db/shard-map';
import { seedShardMap } from '@interlock/db/shard-map-store';
import { saveStations } from '@interlock/db/stations';
import { saveTrainPlans } from '@interlock/db/timetable';
import type { ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import type { FaultWish } from '@interlock/gateways/payments/sandbox/faults';
import { startSandbox, type RunningSandbox } from '@interlock/gateways/payments/sandbox/server';
import { openContext } from '../open-context.ts';
import { ticketSigner } from '../process/ticket-text.ts';
import type { WorkerContext } from '../process/worker-context.ts';
import { publishChunk } from '../timetable/publish-chunk.ts';
import type { InvariantNumber } from '../verify/invariant.ts';
import { expectClean } from './expect-clean.ts';
import { InlineProcesses } from './inline-processes.ts';
import { createTestCopy, type TestCopy } from './test-copy.ts';
import { TestPost } from './test-post.ts';
import { testPlan, testStations, travelDate, type TrainShape } from './test-railway.ts';

const secretKey = 'sk_test_of_the_tests';
const webhookSecret = 'whsec_of_the_tests';

/** The product's use cases on databases and a payment sandbox of their own, without Temporal: its steps run inline. */
export interface TestPlatform {
  readonly context: WorkerContext;
  readonly copy: TestCopy;
  readonly processes: InlineProcesses;
  readonly post: TestPost;
  readonly reports: { what: string; detail: Record<string, unknown> }[];
  /** Moves the product's clock (not the databases'). */
  setClock(aheadMs: number): void;
  /** Puts trains on sale for the tests' day. */
  publish(...trains: TrainShape[]): Promise<void>;
  /** What a customer does on the payment page. */
  onPage(url: string, action: 'pay' | 'approve' | 'refuse', card?: string): Promise<void>;
  fault(wish: FaultWish): Promise<void>;
  clearFaults(): Promise<void>;
  /** Throws when the databases are left in a state that may never be; `bent` names what the test broke on purpose. */
  close(bent?: readonly InvariantNumber[]): Promise<void>;
}

export async function openTestPlatform(): Promise<TestPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-use-cases-'));
  const copy = await createTestCopy();
  await seed(copy);
  const sandbox = await startSandbox({
    port: 0,
    dataFile: join(folder, 'sandbox.jsonl'),
    apiKey: secretKey,
    webhookSecret,
    webhookUrl: null,
    publicUrl: null,
    controlToken: null,
  });
  const reports: TestPlatform['reports'] = [];
  const processes = new InlineProcesses();
  const settings = settingsFor(copy, sandbox.url);
  const opened = await openContext(settings, {
    processes,
    faultPoint: () => undefined,
    report: (what, detail) => void reports.push({ what, detail }),
  });
  const allocators = allocatorsOf(opened.context);
  const post = new TestPost();
  let aheadMs = 0;
  const context: WorkerContext = {
    ...opened.context,
    mail: post.mail,
    sms: post.sms,
    now: () => (Date.now() + aheadMs) as Instant,
    allocator: (shard) => allocators.get(shard) ?? missing(shard),
  };
  processes.serve(context);
  return {
    context,
    copy,
    processes,
    post,
    reports,
    setClock(ms) {
      aheadMs = ms;
    },
    async publish(...trains) {
      await context.central.transact((tx) => saveTrainPlans(tx, trains.map(testPlan)));
      const trainIds = trains.map(({ trainId }) => trainId);
      await publishChunk(context, { trainIds, date: travelDate });
    },
    ...customer(sandbox),
    async close(bent = []) {
      const { publicKeyPem } = ticketSigner(settings.keys.qr);
      await expectClean(context, { ticketKey: publicKeyPem, bent });
      await Promise.all([...allocators.values()].map((allocator) => allocator.close()));
      await opened.close();
      await sandbox.close();
      await copy.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seed(copy: TestCopy): Promise<void> {
  const central = openCentral(copy.appUrls.central);
  try {
    await seedShardMap(central, demoShardMapEntries());
    await central.transact((tx) => saveStations(tx, testStations));
  } finally {
    await central.close();
  }
}

function settingsFor(copy: TestCopy, sandboxUrl: string): Parameters<typeof openContext>[0] {
  const { central, ...shardUrls } = copy.appUrls;
  const qr = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    centralUrl: central,
    shardUrls,
    siteUrl: 'http://interlock.test',
    payments: { secretKey, webhookSecret, apiBase: sandboxUrl },
    smtpUrl: 'smtp://127.0.0.1:1',
    smsUrl: 'http://127.0.0.1:1/sms',
    keys: { vault: Buffer.alloc(32, 1), index: Buffer.alloc(32, 2), qr },
    shorten: 1,
    holdWindowMs: null,
  };
}

function allocatorsOf(
  context: Pick<WorkerContext, 'shards' | 'report'>,
): Map<string, SeatAllocator> {
  const { shards, report } = context;
  return new Map(
    shards.names().map((shard: ShardName) => [
      shard,
      createSeatAllocator({
        shards,
        shard,
        now: () => Date.now() as Instant,
        faultPoint: () => undefined,
        report,
      }),
    ]),
  );
}

function missing(shard: ShardName): never {
  throw new Error(`the tests have no shard ${shard}`);
}

function customer(sandbox: RunningSandbox): Pick<TestPlatform, 'onPage' | 'fault' | 'clearFaults'> {
  return {
    async onPage(url, action, card = 'accepted') {
      const response = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ action, card }),
        redirect: 'manual',
      });
      if (response.status !== 303) throw new Error(`the payment page said ${response.status}`);
    },
    async fault(wish) {
      const response = await fetch(`${sandbox.url}/sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wish),
      });
      if (response.status !== 201) throw new Error(`no such fault: ${await response.text()}`);
    },
    async clearFaults() {
      await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    },
  };
}

/** A key for one request. */
export function newKey(): string {
  return randomUUID();
}
