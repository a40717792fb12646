import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.interlock/measured-web');
const base = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TZ: 'UTC' };
const readyWithinMs = 60_000;

/** The page that the copy of the site has more: constant text in the frame of every page. */
const pageSource = `import { html } from './constant-html.ts';

interface ReferenceProps {
  searchParams: Promise<{ chars?: string }>;
}

export default async function Reference({ searchParams }: ReferenceProps) {
  const { chars } = await searchParams;
  return <div dangerouslySetInnerHTML={{ __html: html.slice(0, Number(chars)) }} />;
}
`;

/**
 * Builds a copy of the site with one page more, so that both pages come from the same server and the product has no
 * page that only a measurement asks for. Resolves with the copy's folder.
 */
export async function buildReference(resultsPage: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'apps/web'), folder, {
    recursive: true,
    filter: (source) => !/[/\\](\.next|node_modules)([/\\]|$)/.test(source.slice(root.length)),
  });
  const place = join(folder, 'src/app/[locale]/(passenger)/reference');
  mkdirSync(place, { recursive: true });
  const main = /<main[^>]*>([^]*)<\/main>/.exec(resultsPage)?.[1] ?? resultsPage;
  writeFileSync(
    join(place, 'constant-html.ts'),
    `export const html = ${JSON.stringify(main.repeat(3))};\n`,
  );
  writeFileSync(join(place, 'page.tsx'), pageSource);
  const next = join(root, 'node_modules/next/dist/bin/next');
  await promisify(execFile)(process.execPath, [next, 'build'], {
    cwd: folder,
    env: { ...base, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return folder;
}

export interface ReferenceServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the built copy with the settings of a running Interlock, on a port of its own. */
export async function startReference(
  cwd: string,
  settings: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
): Promise<ReferenceServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [...nodeFlags, '--import', 'tsx', 'src/server.ts'], {
    cwd,
    env: {
      ...base,
      ...settings,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      INTERLOCK_WEB_PORT: String(port),
      INTERLOCK_SITE_URL: `http://127.0.0.1:${port}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([
    listening(child.stdout),
    gone.then(() => Promise.reject(new Error('the server of the measured site ended'))),
  ]);
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function listening(output: NodeJS.ReadableStream): Promise<void> {
  const tooLong = setTimeout(() => output.emit('error', new Error('not ready')), readyWithinMs);
  try {
    for await (const line of createInterface({ input: output })) {
      if (line.startsWith('web listens on ')) return;
    }
  } finally {
    clearTimeout(tooLong);
    output.resume();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
