import { mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { databaseNames, type DatabaseName } from './network-options.ts';
import { defaultPorts, freePorts, portNames, type PortName, type Ports } from './ports.ts';
import { StartProblem } from './start-problem.ts';

export interface StartOptions {
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly wipe: 'no' | 'ask' | 'now';
  readonly postgresUrls: Record<DatabaseName, string> | null;
  readonly temporalAddress: string | null;
  readonly stripe: { secretKey: string; webhookSecret: string } | null;
}

const flags = {
  data: { type: 'string' },
  port: { type: 'string', multiple: true },
  reset: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export const usage = `npm start -- [options]
  --data <folder>        where everything lasting lies (INTERLOCK_DATA; default .interlock)
  --port <name>=<port>   ${portNames.join(', ')};
                         0 or "free" takes a free one, all=free does so everywhere (INTERLOCK_PORTS)
  --reset [--yes]        wipe the data folder first, after asking
Environment: TEMPORAL_ADDRESS, TEMPORAL_CLI, INTERLOCK_POSTGRES_URLS (central=…,north=…,south=…
of superusers), STRIPE_SECRET_KEY with STRIPE_WEBHOOK_SECRET; see docs/settings.md`;

/**
 * What the command line and the environment ask for; null: only the usage.
 * @throws StartProblem naming what is not understood.
 */
export function parseStartOptions(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): StartOptions | null {
  const values = parsed(args);
  if (values.help) return null;
  const ports = [environment['INTERLOCK_PORTS'] ?? '', ...(values.port ?? [])].join(',');
  return {
    dataFolder: dataFolderOf(values.data ?? environment['INTERLOCK_DATA']),
    ports: parsePorts(ports),
    wipe: values.reset ? (values.yes ? 'now' : 'ask') : 'no',
    postgresUrls: parsePostgresUrls(environment['INTERLOCK_POSTGRES_URLS']),
    temporalAddress: environment['TEMPORAL_ADDRESS'] || null,
    stripe: stripeOf(environment),
  };
}

/** The full path of the data folder; absent: `.interlock` of this checkout. */
export function dataFolderOf(named: string | undefined): string {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = resolve(root, named || '.interlock');
  try {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartProblem(
      `The data folder cannot be made (${reason}).`,
      'Name another one with --data <folder>.',
    );
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new StartProblem(error instanceof Error ? `${error.message}.` : String(error), usage);
  }
}

function parsePorts(text: string): Ports {
  const ports: Ports = { ...defaultPorts };
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [name = '', value = ''] = part.split('=');
    const port = value === 'free' ? 0 : Number(value);
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || value === '') throw unclear(part);
    if (name === 'all' && port === 0) Object.assign(ports, freePorts);
    else if (isPortName(name)) ports[name] = port;
    else throw unclear(part);
  }
  return ports;
}

function isPortName(name: string): name is PortName {
  return (portNames as readonly string[]).includes(name);
}

function unclear(part: string): StartProblem {
  return new StartProblem(
    `--port ${part} is not understood.`,
    `Write <name>=<port> with one of the names ${portNames.join(', ')}, or all=free.`,
  );
}

function parsePostgresUrls(text: string | undefined): Record<DatabaseName, string> | null {
  if (!text) return null;
  const urls = Object.fromEntries(
    text
      .split(',')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  const { central, north, south } = urls;
  if (central && north && south) return { central, north, south };
  throw new StartProblem(
    'INTERLOCK_POSTGRES_URLS does not name all three servers.',
    `Write ${databaseNames.map((name) => `${name}=postgres://…`).join(',')} with superusers' addresses.`,
  );
}

function stripeOf(environment: Record<string, string | undefined>): StartOptions['stripe'] {
  const secretKey = environment['STRIPE_SECRET_KEY'];
  const webhookSecret = environment['STRIPE_WEBHOOK_SECRET'];
  if (!secretKey) return null;
  if (webhookSecret) return { secretKey, webhookSecret };
  throw new StartProblem(
    'STRIPE_SECRET_KEY is set, but STRIPE_WEBHOOK_SECRET is not.',
    'Set both to use the real provider, or neither to use the sandbox.',
  );
}
