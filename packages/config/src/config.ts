import { readEnvironment, type Environment } from './env.ts';
import { parseFaultPoints, type FaultPointSetting } from './fault-point.ts';

/** Everything that differs between one installation and another, decided once at the start. */
export interface Config {
  centralUrl: string;
  /** Shard name → Postgres address. */
  shardUrls: Record<string, string>;
  /** The shards whose queues and loops this worker process serves. */
  workerShards: string[];
  temporal: { address: string; namespace: string };
  /** Where people reach the site, without a slash at the end. */
  siteUrl: string;
  webPort: number;
  apiPort: number;
  payments: {
    secretKey: string;
    webhookSecret: string;
    /** null: the payment provider's own address. */
    apiBase: string | null;
  };
  smtpUrl: string;
  smsUrl: string;
  keys: {
    /** 32 bytes, AES-256-GCM. */
    vault: Uint8Array;
    /** 32 bytes, HMAC of the blind index. */
    index: Uint8Array;
    /** Ed25519 private key as PKCS #8 DER. */
    qr: Uint8Array;
    session: string;
  };
  /** Divides every duration of the sale rules: 1 in earnest, more in tests and drills. */
  shorten: number;
  /** Replaces the hold window after shortening; null: the rule's own. */
  holdWindowMs: number | null;
  faultPoints: FaultPointSetting[];
  log: Environment['INTERLOCK_LOG'];
}

/**
 * The configuration of this process.
 * @throws MissingSettings when a variable is absent or malformed.
 */
export function loadConfig(environment: Environment = readEnvironment()): Config {
  const shardUrls = parseShardUrls(environment.INTERLOCK_SHARD_URLS);
  return {
    centralUrl: environment.INTERLOCK_CENTRAL_URL,
    shardUrls,
    workerShards: environment.INTERLOCK_WORKER_SHARDS?.split(',') ?? Object.keys(shardUrls),
    temporal: {
      address: environment.TEMPORAL_ADDRESS,
      namespace: environment.INTERLOCK_NAMESPACE,
    },
    siteUrl: environment.INTERLOCK_SITE_URL.replace(/\/+$/, ''),
    webPort: environment.INTERLOCK_WEB_PORT,
    apiPort: environment.INTERLOCK_API_PORT,
    payments: {
      secretKey: environment.STRIPE_SECRET_KEY,
      webhookSecret: environment.STRIPE_WEBHOOK_SECRET,
      apiBase: environment.STRIPE_API_BASE ?? null,
    },
    smtpUrl: environment.SMTP_URL,
    smsUrl: environment.SMS_URL,
    keys: keysOf(environment),
    shorten: environment.INTERLOCK_SHORTEN,
    holdWindowMs: environment.INTERLOCK_HOLD_WINDOW_MS ?? null,
    faultPoints: parseFaultPoints(environment.INTERLOCK_FAULT_POINTS ?? ''),
    log: environment.INTERLOCK_LOG,
  };
}

function keysOf(environment: Environment): Config['keys'] {
  return {
    vault: Buffer.from(environment.INTERLOCK_VAULT_KEY, 'base64'),
    index: Buffer.from(environment.INTERLOCK_INDEX_KEY, 'base64'),
    qr: Buffer.from(environment.INTERLOCK_QR_KEY, 'base64'),
    session: environment.INTERLOCK_SESSION_KEY,
  };
}

function parseShardUrls(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
