import { openCentral, openShards } from '@interlock/db/connections';
import { patientLimits } from '@interlock/db/database';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import { lookAtShard, shardChecks } from '@interlock/db/verify/shard-checks';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { instant } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import { verifyLimits, type VerifyContext } from '@interlock/use-cases/verify/invariant';
import { verify, type VerifyReport } from '@interlock/use-cases/verify/verify';
import { loadInput, tell } from '../frame/load-process.ts';
import { historyOf, historyShards, rideFen, type HistoryWishes, type Story } from './history.ts';

/** Looks at every invariant of a store, as `npm run verify` does. */
export interface VerifyLoadInput {
  readonly urls: { readonly central: string; readonly north: string; readonly south: string };
  readonly wishes: HistoryWishes;
  /** Base64, as the product's settings have it. */
  readonly qrKey: string;
  /** `everything`: as `npm run verify`; `rows`: what the rows of the shards alone can tell. */
  readonly extent: 'everything' | 'rows';
  /** Intents captured since, beside those of the past. */
  readonly intents: readonly string[];
}

export interface VerifyLoadAnswer {
  readonly seconds: number;
  readonly memoryMb: number;
  readonly checked: number;
  /** One sentence per broken invariant. */
  readonly findings: readonly string[];
}

const input = await loadInput<VerifyLoadInput>();
const { central: centralUrl, ...shardUrls } = input.urls;
const central = openCentral(centralUrl, patientLimits);
const shards = openShards(shardUrls, createShardMap(demoShardMapEntries()), patientLimits);
const began = performance.now();
const context: VerifyContext = {
  central,
  shards,
  // No process and no provider took part in the past: what they would say follows from it, not from the databases.
  processes: { listOpen: () => Promise.resolve([]) },
  payments: { listIntents: moneyOfThePast },
  rules: demoSaleRules,
  ticketKey: ticketSigner(Buffer.from(input.qrKey, 'base64')).publicKeyPem,
  counts: null,
  async *texts() {
    // The past was logged by nobody.
  },
  now: () => instant(Date.now()),
  limits: verifyLimits,
};
const { checked, findings } =
  input.extent === 'everything' ? await verify(context) : await verifyRows();
const answer: VerifyLoadAnswer = {
  seconds: (performance.now() - began) / 1000,
  memoryMb: process.resourceUsage().maxRSS / 1024,
  checked: checked.length,
  findings: findings.map(
    ({ invariant, where, count, breaches }) =>
      `${invariant} broken ${count} times (${where}), first: ${JSON.stringify(breaches[0])}`,
  ),
};
tell(answer);
await Promise.all([central.close(), shards.close()]);

async function verifyRows(): Promise<VerifyReport> {
  const results = await Promise.all(
    shards.names().map(async (shard) => {
      const found = await lookAtShard(shards, { shard, checks: shardChecks, context });
      return found.map(({ check, breaches }) => ({
        invariant: check.number,
        says: check.says,
        where: shard,
        count: breaches.length,
        breaches,
      }));
    }),
  );
  return {
    checked: shardChecks.map(({ number }) => number),
    findings: results.flat().filter(({ count }) => count > 0),
  };
}

async function* moneyOfThePast(): AsyncIterable<ProviderIntentLine> {
  for (const shard of historyShards) {
    const past = historyOf(shard, input.wishes);
    for (let at = 0; at < past.size; at += 1) {
      const told = past.story(at);
      if (told.end === 'ticketed') yield captured(told);
    }
  }
  for (const intentId of input.intents) {
    yield { ...captured(historyOf('north', input.wishes).story(0)), intentId };
  }
}

function captured({ id, intent, createdAt }: Story): ProviderIntentLine {
  return {
    intentId: intent,
    state: 'captured',
    amountFen: rideFen,
    capturedFen: rideFen,
    refundedFen: 0,
    currency: 'CNY',
    bookingId: id,
    attempt: 1,
    createdAt,
  };
}
