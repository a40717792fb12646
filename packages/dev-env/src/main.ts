import type { StartOptions } from '../setup/start-options.mjs';
import { askedToStop } from './asked-to-stop.ts';
import { InterlockNetwork } from './network.ts';
import { stopLeftovers } from './run-file.ts';
import { wipe } from './wipe.ts';

/** `npm start` after the set-up: runs until it is asked to stop, then leaves no process behind. */
export async function main(options: StartOptions): Promise<void> {
  if (options.wipe !== 'no') {
    await stopLeftovers(options.dataFolder);
    wipe(options.dataFolder);
    console.log('  data                  wiped');
  }
  await runUntilStopped(options);
}

async function runUntilStopped(options: StartOptions): Promise<void> {
  const began = performance.now();
  console.log('Starting');
  const asked = new AbortController();
  const stopped = askedToStop().then(() => asked.abort());
  const network = await startNetwork(options, asked.signal);
  if (network === null) return;
  try {
    printBlock(network, (performance.now() - began) / 1000);
    await stopped;
  } finally {
    console.log('\nStopping');
    await network.stop();
    console.log('Stopped; all data stays.');
  }
}

/** null: asked to stop before everything ran. */
async function startNetwork(
  options: StartOptions,
  signal: AbortSignal,
): Promise<InterlockNetwork | null> {
  try {
    return await InterlockNetwork.start({
      dataFolder: options.dataFolder,
      ports: options.ports,
      demo: { trains: 'all', days: 'window' },
      whenOneEnds: 'restart',
      report: (line) => console.log(`  ${line}`),
      signal,
      ...(options.postgresUrls ? { postgresUrls: options.postgresUrls } : {}),
      ...(options.temporalAddress ? { temporalAddress: options.temporalAddress } : {}),
      ...(options.stripe ? { stripe: options.stripe } : {}),
    });
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

function printBlock(network: InterlockNetwork, seconds: number): void {
  const { demo } = network;
  const page =
    network.options.temporalAddress ?? `http://127.0.0.1:${network.ports['temporal-ui']}`;
  const payments = network.options.stripe ? 'the real payment provider' : network.sandboxUrl;
  console.log(`
Interlock runs (${seconds.toFixed(1)} s)

  Site         ${network.siteUrl}
  Console      ${network.siteUrl}/console
  API          ${network.apiUrl}   (${network.apiUrl}/openapi.json)
  Mail, SMS    ${network.mailUrl}
  Payments     ${payments}
  Temporal     ${page}
  Databases    central ${network.ports.central}, north ${network.ports.north}, south ${network.ports.south}
  Data, logs   ${network.options.dataFolder}

  Passenger    ${demo.passenger.email}   ${demo.passenger.password}
  Staff        ${demo.staff.email}   ${demo.staff.password}
  API token    ${demo.tokens[0] ?? 'none'}

  Stop with Ctrl-C. Start again with npm start; wipe everything with npm start -- --reset`);
}
