import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestNamespace } from '@interlock/dev-env/test-databases';
import { startSandbox } from '@interlock/gateways/payments/sandbox/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanCopy, ticketKeyDer } from './clean-copy.ts';
import { shardMapRows } from './clean-rows.ts';

const copy = cleanCopy('empty');
const folder = mkdtempSync(join(tmpdir(), 'interlock-verify-'));
const secrets = { secretKey: 'sk_test_verify', webhookSecret: 'whsec_verify' };
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let temporal: Awaited<ReturnType<typeof createTestNamespace>>;

beforeAll(async () => {
  temporal = await createTestNamespace();
  sandbox = await startSandbox({
    port: 0,
    dataFile: join(folder, 'journal.jsonl'),
    apiKey: secrets.secretKey,
    webhookSecret: secrets.webhookSecret,
    webhookUrl: null,
    publicUrl: null,
    controlToken: null,
  });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the command exits 0 when everything holds and says how much was looked at', async () => {
  await copy.plant('central', shardMapRows());
  const { code, stdout, stderr } = await run([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('25 invariants hold');
});

test('the command exits 1 on a finding and names the invariant, the place and the seat', async () => {
  await copy.plant('central', shardMapRows());
  await copy.plant('south', `INSERT INTO seat VALUES (5, 5, 4, 1, 1, 'A', 1, 1)`);
  const text = await run([]);
  expect(text.code).toBe(1);
  expect(text.stdout).toContain('I1 broken 1 times (south)');
  expect(text.stdout).toContain('seat 5');
  const json = await run(['--json']);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    findings: [{ invariant: 'I1', where: 'south' }],
  });
});

test('the command exits 2 when a part cannot be asked', async () => {
  await copy.plant('central', shardMapRows());
  const { code, stderr } = await run([], {
    INTERLOCK_SHARD_URLS: 'north=postgres://127.0.0.1:1/x,south=postgres://127.0.0.1:1/x',
  });
  expect(code).toBe(2);
  expect(stderr).not.toBe('');
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: string[], changes: Record<string, string> = {}): Promise<Ended> {
  const program = ['--import', 'tsx', 'packages/dev-env/src/verify.ts', ...args];
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const env = { PATH: process.env['PATH'], ...settings(), ...changes };
  return new Promise((resolve) => {
    execFile(process.execPath, program, { cwd, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, stdout, stderr });
    });
  });
}

function settings(): Record<string, string> {
  const urls = copy.urls();
  const key = () => randomBytes(32).toString('base64');
  return {
    INTERLOCK_CENTRAL_URL: urls.central,
    INTERLOCK_SHARD_URLS: `north=${urls.north},south=${urls.south}`,
    TEMPORAL_ADDRESS: temporal.address,
    INTERLOCK_NAMESPACE: temporal.namespace,
    INTERLOCK_SITE_URL: 'http://127.0.0.1:1',
    INTERLOCK_WEB_PORT: '1',
    INTERLOCK_API_PORT: '1',
    STRIPE_SECRET_KEY: secrets.secretKey,
    STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    STRIPE_API_BASE: sandbox.url,
    SMTP_URL: 'smtp://127.0.0.1:1',
    SMS_URL: 'http://127.0.0.1:1/sms',
    INTERLOCK_VAULT_KEY: key(),
    INTERLOCK_INDEX_KEY: key(),
    INTERLOCK_QR_KEY: ticketKeyDer.toString('base64'),
    INTERLOCK_SESSION_KEY: key(),
  };
}
