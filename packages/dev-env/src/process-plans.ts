import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildPlan } from './child.ts';
import type { OwnProcessName } from './network-options.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What the plans of all processes of one network are made from. */
export interface Surroundings {
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
}

const base = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  TZ: 'UTC',
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

export function logFileOf(dataFolder: string, name: string): string {
  return join(dataFolder, 'logs', `${name}.log`);
}

/** The mail catcher: takes what the platform mails and texts, and shows it on a page. */
export function mailPlan({ dataFolder, ports }: Surroundings): ChildPlan {
  return {
    ...gatewayPlan('notifications/mail-catcher/main.ts'),
    ...common('mail', dataFolder),
    env: {
      ...base,
      MAIL_CATCHER_SMTP_PORT: String(ports.smtp),
      MAIL_CATCHER_HTTP_PORT: String(ports.mail),
    },
  };
}

/** The payment sandbox: speaks as the payment provider does; its journal survives SIGKILL. */
export function sandboxPlan({ dataFolder, ports, secrets }: Surroundings): ChildPlan {
  const journal = join(dataFolder, 'sandbox', 'journal.jsonl');
  mkdirSync(dirname(journal), { recursive: true, mode: 0o700 });
  return {
    ...gatewayPlan('payments/sandbox/main.ts'),
    ...common('sandbox', dataFolder),
    env: {
      ...base,
      PAYMENT_SANDBOX_PORT: String(ports.sandbox),
      PAYMENT_SANDBOX_DATA: journal,
      PAYMENT_SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${ports.api}/webhooks/stripe`,
      STRIPE_SECRET_KEY: secrets.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    },
  };
}

/** Worker, api or web as they were built, with the settings of packages/config. */
export function ownPlan(
  name: OwnProcessName,
  surroundings: Surroundings,
  settings: Readonly<Record<string, string>>,
): ChildPlan {
  const { dataFolder } = surroundings;
  const cwd = join(root, 'apps', name);
  const env = { ...base, ...settings };
  if (name !== 'web') {
    const args = ['--enable-source-maps', 'dist/main.js'];
    return { ...common(name, dataFolder), command: process.execPath, args, cwd, env };
  }
  return {
    ...common(name, dataFolder),
    command: process.execPath,
    args: ['--import', 'tsx', 'src/server.ts'],
    cwd,
    env,
    isReady: (logged) => Promise.resolve(/^web listens on /m.test(logged)),
  };
}

function gatewayPlan(path: string): Pick<ChildPlan, 'command' | 'args' | 'cwd'> {
  return {
    command: process.execPath,
    args: ['--import', 'tsx', `packages/gateways/src/${path}`],
    cwd: root,
  };
}

function common(name: string, dataFolder: string) {
  return {
    name,
    dataFolder,
    logFile: logFileOf(dataFolder, name),
    stopSignal: 'SIGTERM' as const,
    isReady: (logged: string) => Promise.resolve(/^ready \{/m.test(logged)),
    readyWithinMs: 60_000,
  };
}
