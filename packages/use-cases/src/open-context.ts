import { openCentral, openShards } from '@interlock/db/connections';
import type { DatabaseLimits } from '@interlock/db/database';
import { createShardMap } from '@interlock/db/shard-map';
import { loadShardMapEntries } from '@interlock/db/shard-map-store';
import { createVault } from '@interlock/db/vault';
import type { FaultPoint } from '@interlock/domain/fault-points';
import { demoSaleRules, shorten, type SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import { createHttpSms } from '@interlock/gateways/notifications/http-sms';
import { createSmtpMail } from '@interlock/gateways/notifications/smtp-mail';
import { createStripePayments } from '@interlock/gateways/payments/stripe-payments';
import { createAvailability } from './availability/follow-shards.ts';
import { RecentKeys } from './bookings/recent-keys.ts';
import { guardedCentral, guardedPayments, guardedShards } from './breakers.ts';
import type { UseCaseContext } from './context.ts';
import { ticketSigner } from './process/ticket-text.ts';

/** What packages/config decides, as far as the use cases need it. */
export interface ContextSettings {
  readonly centralUrl: string;
  readonly shardUrls: Record<string, string>;
  readonly siteUrl: string;
  readonly payments: { secretKey: string; webhookSecret: string; apiBase: string | null };
  readonly smtpUrl: string;
  readonly smsUrl: string;
  readonly keys: { vault: Uint8Array; index: Uint8Array; qr: Uint8Array };
  readonly shorten: number;
  readonly holdWindowMs: number | null;
}

export interface OpenedContext {
  readonly context: UseCaseContext;
  close(): Promise<void>;
}

const sender = { name: 'Interlock', address: 'tickets@interlock.example' };
/** Name of the key that seals; a new key gets a new name beside this one. */
export const vaultKeyId = 'k1';
const railwayZone = 'Asia/Shanghai';

/** Opens databases and gateways for one process; the shard map must be readable, so this waits for central. */
export async function openContext(
  settings: ContextSettings,
  given: {
    processes: UseCaseContext['processes'];
    faultPoint: (point: FaultPoint) => void;
    report: UseCaseContext['report'];
    /** How long statements may take; absent: as in the product. */
    limits?: DatabaseLimits;
  },
): Promise<OpenedContext> {
  const now = (): Instant => Date.now() as Instant;
  const { limits } = given;
  const central = guardedCentral(openCentral(settings.centralUrl, limits));
  const shardMap = createShardMap(await loadShardMapEntries(central));
  const shards = guardedShards(openShards(settings.shardUrls, shardMap, limits));
  const rules = rulesOf(settings);
  const availability = createAvailability({
    central,
    shards,
    now,
    report: given.report,
    railwayZone,
  });
  const context: UseCaseContext = {
    central,
    shards,
    vault: createVault({
      keyId: vaultKeyId,
      keys: { [vaultKeyId]: settings.keys.vault },
      indexKey: settings.keys.index,
    }),
    payments: guardedPayments(
      createStripePayments({
        secretKey: settings.payments.secretKey,
        webhookSecrets: [settings.payments.webhookSecret],
        ...(settings.payments.apiBase === null ? {} : { apiBase: settings.payments.apiBase }),
        now,
      }),
    ),
    mail: createSmtpMail({ url: settings.smtpUrl, from: sender, faultPoint: given.faultPoint }),
    sms: createHttpSms({ url: settings.smsUrl }),
    processes: given.processes,
    availability,
    recentKeys: new RecentKeys(now()),
    rules,
    railwayZone,
    siteUrl: settings.siteUrl,
    tickets: ticketSigner(settings.keys.qr),
    now,
    faultPoint: given.faultPoint,
    report: given.report,
  };
  return {
    context,
    async close() {
      await availability.stop();
      await Promise.all([central.close(), shards.close()]);
    },
  };
}

/** The demo railway's rules, shortened for tests and drills; the hold window may be set by itself. */
export function rulesOf(settings: Pick<ContextSettings, 'shorten' | 'holdWindowMs'>): SaleRules {
  const rules = shorten(demoSaleRules, settings.shorten);
  if (settings.holdWindowMs === null) return rules;
  return {
    ...rules,
    holdWindowMs: settings.holdWindowMs,
    shortHoldWindowMs: settings.holdWindowMs,
  };
}
