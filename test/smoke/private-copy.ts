import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { InterlockNetwork } from '@interlock/dev-env/network';
import { freePorts } from '@interlock/dev-env/ports';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { bankAt, type Bank } from './bank.ts';
import { programWith, type Program } from './program.ts';

export interface PrivateCopy {
  readonly network: InterlockNetwork;
  readonly bank: Bank;
  /** One program per account: an account holds one unpaid booking at a time. */
  readonly programs: readonly Program[];
  /** How many mails the catcher has for this address. */
  mailTo(address: string): Promise<number>;
  /** Looks at every invariant over all databases, Temporal and the bank. */
  readonly verify: () => Promise<VerifyReport>;
  stop(): Promise<void>;
}

export interface VerifyReport {
  readonly checked: readonly string[];
  readonly findings: readonly object[];
}

export interface CopyWishes {
  /** Public train numbers on sale. */
  readonly trains: readonly string[];
  /** Days from today on which they are. */
  readonly days: readonly number[];
  readonly holdWindowMs: number;
}

/** Starts an Interlock of its own on free ports, in a folder that is wiped afterwards, without the site. */
export async function startPrivateCopy(wishes: CopyWishes): Promise<PrivateCopy> {
  const dataFolder = temporaryDataFolder();
  const network = await InterlockNetwork.start({
    dataFolder,
    ports: freePorts,
    processes: ['central', 'north', 'south', 'temporal', 'mail', 'sandbox', 'worker', 'api'],
    environment: { INTERLOCK_HOLD_WINDOW_MS: String(wishes.holdWindowMs) },
    demo: { trains: wishes.trains, days: wishes.days },
    initialSync: 'never',
    temporalPage: 'off',
  });

  const { secrets, sandboxUrl, apiUrl, mailUrl } = network;
  return {
    network,
    bank: bankAt({ sandboxUrl, secretKey: secrets.stripeSecretKey }),
    programs: network.demo.tokens.map((token) => programWith({ apiUrl, token })),
    mailTo: (address) => countMails(mailUrl, address),
    verify: () => verify(dataFolder),
    async stop() {
      await network.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function countMails(mailUrl: string, address: string): Promise<number> {
  const response = await fetch(new URL(`/messages?to=${encodeURIComponent(address)}`, mailUrl));
  const { messages } = (await response.json()) as { messages: object[] };
  return messages.length;
}

async function verify(dataFolder: string): Promise<VerifyReport> {
  const program = ['--import', 'tsx', 'packages/dev-env/src/verify.ts', '--json'];
  const child = spawn(process.execPath, [...program, '--data', dataFolder]);
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === '') throw new Error(`verify said nothing: ${complaints}`);
  return JSON.parse(printed) as VerifyReport;
}
