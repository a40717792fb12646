import { openCentral, openShards } from '@interlock/db/connections';
import { patientLimits } from '@interlock/db/database';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { instant } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import { ticketSigner } from '@interlock/use-cases/process/ticket-text';
import { verifyLimits } from '@interlock/use-cases/verify/invariant';
import { verify } from '@interlock/use-cases/verify/verify';
import { loadInput, tell } from '../frame/load-process.ts';
import { historyOf, historyShards, rideFen, type HistoryWishes, type Story } from './history.ts';

/** Looks at every invariant of a store, as `npm run verify` does. */
export interface VerifyLoadInput {
  readonly urls: { readonly central: string; readonly north: string; readonly south: string };
  readonly wishes: HistoryWishes;
  /** Base64, as the product's settings have it. */
  readonly qrKey: string;
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
const report = await verify({
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
});
const answer: VerifyLoadAnswer = {
  seconds: (performance.now() - began) / 1000,
  memoryMb: process.resourceUsage().maxRSS / 1024,
  checked: report.checked.length,
  findings: report.findings.map(
    ({ invariant, where, count, breaches }) =>
      `${invariant} broken ${count} times (${where}), first: ${JSON.stringify(breaches[0])}`,
  ),
};
tell(answer);
await Promise.all([central.close(), shards.close()]);

async function* moneyOfThePast(): AsyncIterable<ProviderIntentLine> {
  for (const shard of historyShards) {
    const past = historyOf(shard, input.wishes);
    for (let at = 0; at < past.size; at += 1) {
      const told = past.story(at);
      if (told.end === 'ticketed') yield captured(told);
    }
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
