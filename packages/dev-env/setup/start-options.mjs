// @ts-check
// Plain JavaScript: what the options say is answered before any package is installed.
import { mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, SetupProblem } from './steps.mjs';

/** Every port that a running Interlock listens on, all on 127.0.0.1. */
export const defaultPorts = {
  web: 3000,
  api: 3001,
  central: 5541,
  north: 5542,
  south: 5543,
  temporal: 7233,
  'temporal-ui': 8233,
  smtp: 2525,
  mail: 8025,
  sandbox: 8027,
};

/** @typedef {import('../src/ports.ts').PortName} PortName */
/** @typedef {import('../src/ports.ts').Ports} Ports */
/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * @typedef {object} StartOptions
 * @property {string} dataFolder
 * @property {Ports} ports
 * @property {'no' | 'ask' | 'now'} wipe
 * @property {Record<'central' | 'north' | 'south', string> | null} postgresUrls
 * @property {string | null} temporalAddress
 * @property {{ secretKey: string, webhookSecret: string } | null} stripe
 */

export const portNames = /** @type {readonly PortName[]} */ (Object.keys(defaultPorts));

export const usage = `npm start -- [options]
  --data <folder>        where everything lasting lies (INTERLOCK_DATA; default .interlock)
  --port <name>=<port>   ${portNames.join(', ')};
                         0 or "free" takes a free one, all=free does so everywhere (INTERLOCK_PORTS)
  --reset [--yes]        wipe the data folder first, after asking
Environment: TEMPORAL_ADDRESS, TEMPORAL_CLI, POSTGRES_BIN, INTERLOCK_POSTGRES_URLS
(central=…,north=…,south=… of superusers), STRIPE_SECRET_KEY with STRIPE_WEBHOOK_SECRET; see docs/settings.md`;

/**
 * What the command line and the environment ask for; null: only the usage.
 * Throws a SetupProblem naming what is not understood.
 * @param {readonly string[]} args
 * @param {Environment} environment
 * @returns {StartOptions | null}
 */
export function parseStartOptions(args, environment) {
  const values = parsed(args);
  if (values.help) return null;
  const ports = [environment['INTERLOCK_PORTS'] ?? '', ...(values.port ?? [])].join(',');
  return {
    ports: parsePorts(ports, defaultPorts),
    wipe: values.reset ? (values.yes ? 'now' : 'ask') : 'no',
    postgresUrls: parsePostgresUrls(environment['INTERLOCK_POSTGRES_URLS']),
    temporalAddress: environment['TEMPORAL_ADDRESS'] || null,
    stripe: stripeOf(environment),
    // Last: it makes the folder, which a refused command must not.
    dataFolder: dataFolderOf(values.data ?? environment['INTERLOCK_DATA']),
  };
}

/**
 * The full path of the data folder, made if need be; absent: `.interlock` of this checkout.
 * @param {string | undefined} named
 */
export function dataFolderOf(named) {
  const folder = resolve(root, named || '.interlock');
  try {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  } catch (error) {
    throw new SetupProblem(
      `The data folder cannot be made (${messageOf(error)}).`,
      'Name another one with --data <folder>.',
    );
  }
}

/**
 * Ports written as `name=number`, separated by commas, on top of others.
 * Throws a SetupProblem naming what is not understood.
 * @param {string} text
 * @param {Ports} others
 * @returns {Ports}
 */
export function parsePorts(text, others) {
  const ports = { ...others };
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [name = '', value = ''] = part.split('=');
    const port = value === 'free' ? 0 : Number(value);
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || value === '') throw unclear(part);
    const named = portNames.filter((known) => known === name || (name === 'all' && port === 0));
    if (named.length === 0) throw unclear(part);
    for (const known of named) ports[known] = port;
  }
  return ports;
}

/** @param {readonly string[]} args */
function parsed(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string', multiple: true },
        reset: { type: 'boolean' },
        yes: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new SetupProblem(`${messageOf(error)}.`, usage);
  }
}

/** @param {string} part */
function unclear(part) {
  return new SetupProblem(
    `--port ${part} is not understood.`,
    `Write <name>=<port> with one of the names ${portNames.join(', ')}, or all=free.`,
  );
}

/**
 * @param {string | undefined} text
 * @returns {StartOptions['postgresUrls']}
 */
function parsePostgresUrls(text) {
  if (!text) return null;
  const urls = Object.fromEntries(
    text
      .split(',')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  const { central, north, south } = urls;
  if (central && north && south) return { central, north, south };
  throw new SetupProblem(
    'INTERLOCK_POSTGRES_URLS does not name all three servers.',
    "Write central=postgres://…,north=postgres://…,south=postgres://… with superusers' addresses.",
  );
}

/**
 * @param {Environment} environment
 * @returns {StartOptions['stripe']}
 */
function stripeOf(environment) {
  const secretKey = environment['STRIPE_SECRET_KEY'];
  const webhookSecret = environment['STRIPE_WEBHOOK_SECRET'];
  if (!secretKey) return null;
  if (webhookSecret) return { secretKey, webhookSecret };
  throw new SetupProblem(
    'STRIPE_SECRET_KEY is set, but STRIPE_WEBHOOK_SECRET is not.',
    'Set both to use the real provider, or neither to use the sandbox.',
  );
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
