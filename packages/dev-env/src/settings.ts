import type { NetworkOptions } from './network-options.ts';
import type { Ports } from './ports.ts';
import type { DatabaseUrls } from './postgres-databases.ts';
import type { Secrets } from './secrets.ts';

interface Facts {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databases: Readonly<Record<'central' | 'north' | 'south', DatabaseUrls>>;
  readonly temporalAddress: string;
  readonly options: NetworkOptions;
}

/** Where browsers find the site: by a name, because passkeys belong to names and not to addresses. */
export function siteUrlAt(port: number): string {
  return `http://localhost:${port}`;
}

/** The environment variables that packages/config reads, for one network. */
export function settingsOf(facts: Facts): Record<string, string> {
  const { ports, secrets, databases, options } = facts;
  const sandbox = { STRIPE_API_BASE: `http://127.0.0.1:${ports.sandbox}` };
  return {
    INTERLOCK_CENTRAL_URL: databases.central.app,
    INTERLOCK_SHARD_URLS: `north=${databases.north.app},south=${databases.south.app}`,
    TEMPORAL_ADDRESS: facts.temporalAddress,
    INTERLOCK_NAMESPACE: options.namespace ?? 'default',
    INTERLOCK_SITE_URL: siteUrlAt(ports.web),
    INTERLOCK_WEB_PORT: String(ports.web),
    INTERLOCK_API_PORT: String(ports.api),
    STRIPE_SECRET_KEY: options.stripe?.secretKey ?? secrets.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: options.stripe?.webhookSecret ?? secrets.stripeWebhookSecret,
    ...(options.stripe ? {} : sandbox),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SMS_URL: `http://127.0.0.1:${ports.mail}/sms`,
    INTERLOCK_VAULT_KEY: secrets.vaultKey,
    INTERLOCK_INDEX_KEY: secrets.indexKey,
    INTERLOCK_QR_KEY: secrets.qrKey,
    INTERLOCK_SESSION_KEY: secrets.sessionKey,
    ...options.environment,
  };
}
