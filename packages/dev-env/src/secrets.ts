import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

const makers = {
  postgresPassword: () => random(24),
  ownerPassword: () => random(24),
  appPassword: () => random(24),
  vaultKey: () => randomBytes(32).toString('base64'),
  indexKey: () => randomBytes(32).toString('base64'),
  qrKey: ed25519,
  sessionKey: () => randomBytes(48).toString('base64'),
  stripeSecretKey: () => `sk_test_${random(24)}`,
  stripeWebhookSecret: () => `whsec_${random(24)}`,
  passengerPassword: () => random(9),
  staffPassword: () => random(9),
};

export type Secrets = Record<keyof typeof makers, string>;

/**
 * The secrets of one data folder, made at its first start and kept in a file that only its owner
 * reads. The vault's key is among them: without this file the travellers' documents are lost.
 */
export function secretsOf(dataFolder: string): Secrets {
  const folder = join(dataFolder, 'secrets');
  const file = join(folder, 'secrets.json');
  const kept = readKept(file);
  const secrets: Secrets = { ...freshSecrets(), ...kept };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function readKept(file: string): Partial<Secrets> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StartProblem(
      `${file} is damaged, and with it the keys of all data in this folder.`,
      'Put back a copy of the file, or wipe everything with `npm start -- --reset`.',
    );
  }
}

function freshSecrets(): Secrets {
  const entries = Object.entries(makers).map(([name, make]) => [name, make()]);
  return Object.fromEntries(entries) as Secrets;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

function ed25519(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
