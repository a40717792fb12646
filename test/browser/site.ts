import { rmSync } from 'node:fs';
import { InterlockNetwork } from '@interlock/dev-env/network';
import type { DatabaseName } from '@interlock/dev-env/network-options';
import { freePorts } from '@interlock/dev-env/ports';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { chromiumProgram } from '@interlock/dev-env/tools';
import { chromium, type Browser } from 'playwright-core';
import { query } from '../bad-input/rows.ts';
import { buyerWith, type Buyer } from '../faults/buyer.ts';
import { openBooks } from '../faults/clean-books.ts';
import { bankAt, type Bank } from '../smoke/bank.ts';
import { programWith, type Offer } from '../smoke/program.ts';
import { dateAhead, offerOf } from '../smoke/steps.ts';
import { openVisitor, type Visitor, type VisitorWishes } from './visitor.ts';

/** Everything runs on one machine that others use too. */
export const soonMs = 40_000;
const dayAhead = 1;

/** Beijing South to Shanghai Hongqiao, tomorrow: one train of each shard. */
export const trip = { from: 'VNP', to: 'AOH', date: dateAhead(dayAhead) };
export const trainOn = { south: 'G1', north: 'G643' } as const;

/** Chromium as the tests start it: nothing but the pages under test uses the network. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface SiteSettings {
  /** Divides grace, extensions and repair; absent: 1. */
  readonly shorten?: number;
  /** Absent: the rule's own 20 minutes. */
  readonly holdWindowMs?: number;
  /** Also on sale, besides `trainOn`; `all`: the whole demo railway. */
  readonly moreTrains?: readonly string[] | 'all';
}

export interface Site {
  readonly network: InterlockNetwork;
  readonly bank: Bank;
  /** Somebody with a browser of their own, not signed in. */
  visitor(wishes?: VisitorWishes): Promise<Visitor>;
  /** A program with its own account, another one each time while there are any. */
  program(): Buyer;
  offer(train: (typeof trainOn)[keyof typeof trainOn]): Promise<Offer>;
  /** Rows of one database. */
  rows(database: DatabaseName, sql: string): Promise<Record<string, unknown>[]>;
  /** Closes all visitors' browsers; throws when a page of theirs has complained. */
  leave(): Promise<void>;
  /** Every invariant of verify holds and no booking is left half-way, at the latest after half a minute. */
  expectCleanBooks(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an Interlock of its own with its site, two trains on sale for tomorrow, and one Chromium. */
export async function startSite(settings: SiteSettings = {}): Promise<Site> {
  const dataFolder = temporaryDataFolder();
  const { shorten = 1, holdWindowMs, moreTrains = [] } = settings;
  const network = await InterlockNetwork.start({
    dataFolder,
    ports: freePorts,
    environment: {
      INTERLOCK_SHORTEN: String(shorten),
      ...(holdWindowMs === undefined ? {} : { INTERLOCK_HOLD_WINDOW_MS: String(holdWindowMs) }),
    },
    demo: {
      trains: moreTrains === 'all' ? 'all' : [...Object.values(trainOn), ...moreTrains],
      days: [dayAhead],
    },
    initialSync: 'never',
    temporalPage: 'off',
  });
  const browser = await openBrowser();
  return siteOf({ network, browser, dataFolder });
}

/** Chromium as the tests start it, with more flags where a test needs them. */
export function openBrowser(flags: string[] = []): Promise<Browser> {
  const args = [...chromiumFlags, ...flags];
  return chromium.launch({ executablePath: chromiumProgram(), args });
}

interface Parts {
  readonly network: InterlockNetwork;
  readonly browser: Browser;
  readonly dataFolder: string;
}

function siteOf({ network, browser, dataFolder }: Parts): Site {
  const { apiUrl, sandboxUrl, secrets, demo } = network;
  let visitors: Visitor[] = [];
  let programs = 0;
  const searching = programWith({ apiUrl, token: demo.tokens[0] ?? '' });

  return {
    network,
    bank: bankAt({ sandboxUrl, secretKey: secrets.stripeSecretKey }),
    async visitor(wishes = {}) {
      const visitor = await openVisitor({ network, browser }, wishes);
      visitors.push(visitor);
      return visitor;
    },
    program() {
      const token = demo.tokens[programs % demo.tokens.length] ?? '';
      programs += 1;
      return buyerWith({ apiUrl, token });
    },
    offer: (train) => offerOf(searching, trip, train),
    rows: (database, sql) => query(network.databases[database].app, sql),
    async leave() {
      const leaving = visitors;
      visitors = [];
      await Promise.all(leaving.map(({ context }) => context.close()));
      const complaints = leaving.flatMap((visitor) => visitor.complaints);
      if (complaints.length > 0) throw new Error(`pages complained: ${complaints.join('; ')}`);
    },
    async expectCleanBooks() {
      const books = await openBooks(network, dataFolder);
      try {
        await books.expectClean();
      } finally {
        await books.close();
      }
    },
    async stop() {
      await browser.close();
      await network.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
