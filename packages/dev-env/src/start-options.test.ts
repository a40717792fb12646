import { expect, test } from 'vitest';
import { defaultPorts, parseStartOptions } from '../setup/start-options.mjs';

test('without flags every process has its usual port and the data stay', () => {
  const options = parseStartOptions([], {});
  expect(options?.ports).toEqual(defaultPorts);
  expect(options?.wipe).toBe('no');
  expect(options?.dataFolder).toMatch(/\/\.interlock$/);
});

test('a flag wins over the environment, and all=free frees every port', () => {
  const environment = { INTERLOCK_PORTS: 'web=3100,api=3101' };
  expect(parseStartOptions(['--port', 'web=3200'], environment)?.ports).toMatchObject({
    web: 3200,
    api: 3101,
  });
  const free = parseStartOptions(['--port', 'all=free', '--port', 'web=3200'], {})?.ports;
  expect(free).toMatchObject({ web: 3200, api: 0, central: 0 });
});

test('wiping asks unless --yes is given', () => {
  expect(parseStartOptions(['--reset'], {})?.wipe).toBe('ask');
  expect(parseStartOptions(['--reset', '--yes'], {})?.wipe).toBe('now');
  expect(parseStartOptions(['--yes'], {})?.wipe).toBe('no');
});

test('a port or flag that does not exist is named, with what may be written', () => {
  expect(() => parseStartOptions(['--port', 'wbe=1'], {})).toThrow(
    '--port wbe=1 is not understood',
  );
  expect(() => parseStartOptions(['--port', 'web=70000'], {})).toThrow('is not understood');
  expect(() => parseStartOptions(['--prot', 'web=1'], {})).toThrow("Unknown option '--prot'");
});

test('half of the payment keys is refused, all of them replace the sandbox', () => {
  const half = { STRIPE_SECRET_KEY: 'sk_test_1' };
  expect(() => parseStartOptions([], half)).toThrow('STRIPE_WEBHOOK_SECRET is not');
  const both = { ...half, STRIPE_WEBHOOK_SECRET: 'whsec_1' };
  expect(parseStartOptions([], both)?.stripe?.webhookSecret).toBe('whsec_1');
});

test('own Postgres servers are named all three or not at all', () => {
  const url = 'postgres://postgres:x@127.0.0.1:5432/postgres';
  expect(() => parseStartOptions([], { INTERLOCK_POSTGRES_URLS: `central=${url}` })).toThrow(
    'does not name all three servers',
  );
  const all = `central=${url},north=${url},south=${url}`;
  expect(parseStartOptions([], { INTERLOCK_POSTGRES_URLS: all })?.postgresUrls?.south).toBe(url);
});
