import type { AddressInfo } from 'node:net';
import { loadConfig, type Config } from '@interlock/config/config';
import { MissingSettings } from '@interlock/config/env';
import { composeApi } from './composition.ts';
import { buildServer } from './server.ts';

function configOrExit(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof MissingSettings)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

const config = configOrExit();
const composed = await composeApi(config);
const app = await buildServer(composed.parts, { log: config.log });
await app.listen({ host: '127.0.0.1', port: config.apiPort });
const { port } = app.server.address() as AddressInfo;
process.stdout.write(`ready ${JSON.stringify({ port })}\n`);

let isStopping = false;

/** Answers what is in flight, then lets go of the parts behind. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await app.close();
  await composed.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
