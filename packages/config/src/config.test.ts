import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { MissingSettings, readEnvironment } from './env.ts';

const key = Buffer.alloc(32, 7).toString('base64');

const complete = {
  INTERLOCK_CENTRAL_URL: 'postgres://u:p@127.0.0.1:1/interlock',
  INTERLOCK_SHARD_URLS: 'north=postgres://u:p=1@127.0.0.1:2/x,south=postgres://u@127.0.0.1:3/x',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  INTERLOCK_SITE_URL: 'http://127.0.0.1:3000/',
  INTERLOCK_WEB_PORT: '3000',
  INTERLOCK_API_PORT: '3001',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  SMS_URL: 'http://127.0.0.1:2526/sms',
  INTERLOCK_VAULT_KEY: key,
  INTERLOCK_INDEX_KEY: key,
  INTERLOCK_QR_KEY: key,
  INTERLOCK_SESSION_KEY: key,
};

test('a complete environment becomes a configuration with every shard under its name', () => {
  const config = loadConfig(readEnvironment(complete));
  expect(config.shardUrls).toEqual({
    north: 'postgres://u:p=1@127.0.0.1:2/x',
    south: 'postgres://u@127.0.0.1:3/x',
  });
  expect(config.workerShards).toEqual(['north', 'south']);
  expect(config.siteUrl).toBe('http://127.0.0.1:3000');
  expect(config.payments.apiBase).toBeNull();
  expect(config.keys.vault).toHaveLength(32);
  expect(config.shorten).toBe(1);
});

test('every missing or malformed variable is named in one error', () => {
  const { SMTP_URL: _, ...rest } = complete;
  const read = () =>
    readEnvironment({ ...rest, INTERLOCK_VAULT_KEY: 'short', INTERLOCK_SESSION_KEY: '' });
  expect(read).toThrow(MissingSettings);
  expect(read).toThrow(/SMTP_URL is not set/);
  expect(read).toThrow(/INTERLOCK_VAULT_KEY must be 32 bytes in base64/);
  expect(read).toThrow(/INTERLOCK_SESSION_KEY is not set/);
});

test('no secret has a default', () => {
  const secrets = Object.keys(complete).filter((name) => /KEY|SECRET/.test(name));
  expect(secrets).toHaveLength(6);
  for (const name of secrets) {
    expect(() => readEnvironment({ ...complete, [name]: undefined })).toThrow(`${name} is not set`);
  }
});
