import { createHmac } from 'node:crypto';
import { addToken } from '@interlock/db/accounts';
import {
  openCentral,
  type CentralDatabase,
  type CentralTransaction,
} from '@interlock/db/connections';
import { saveStations } from '@interlock/db/stations';
import { readTrainPlans, saveTrainPlans } from '@interlock/db/timetable';
import { addTraveller, travellersOf } from '@interlock/db/travellers';
import { createVault } from '@interlock/db/vault';
import type { AccountId, TravellerId } from '@interlock/domain/ids';
import { maskDocument, maskName } from '@interlock/domain/passengers/documents';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import { hashToken } from '@interlock/use-cases/accounts/authenticate-token';
import { vaultKeyId } from '@interlock/use-cases/open-context';
import { connectProcesses } from '@interlock/workflows/client';
import { hashPassword } from 'better-auth/crypto';
import { demoStations, demoTrainPlans } from './demo-railway.ts';
import type { DemoSelection } from './network-options.ts';

export interface DemoPlatform {
  /** The environment that the running processes have, as packages/config reads it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly passengerPassword: string;
  readonly staffPassword: string;
}

export interface DemoSummary {
  readonly passenger: { readonly email: string; readonly password: string };
  readonly staff: { readonly email: string; readonly password: string };
  /** Bearer tokens of program accounts for apps/api. */
  readonly tokens: readonly string[];
  /** What came of publishing, for people. */
  readonly outcome: string;
}

const zone = 'Asia/Shanghai';
const windowDays = 15;
const programs = 8;
const stationsAtOnce = 50;

/** People of the demo; the numbers carry right check digits and belong to nobody known to us. */
const demoTravellers = [
  { name: '王小明', document: '11010519491231002X', kind: 'adult' },
  { name: '李静', document: '440524188001010014', kind: 'adult' },
] as const;

/** Writes the demo's accounts, stations and trains; before the worker starts, which reads the stations. */
export async function seedDemo(platform: DemoPlatform): Promise<Omit<DemoSummary, 'outcome'>> {
  const central = openCentral(setting(platform, 'INTERLOCK_CENTRAL_URL'));
  try {
    await seedTimetable(central);
    return await seedAccounts(central, platform);
  } finally {
    await central.close();
  }
}

/**
 * Puts the chosen part of the demo railway on sale through the publish workflow, and says what came
 * of it. Safe to repeat: what is there stays, missing days are added.
 */
export async function publishDemo(
  platform: DemoPlatform,
  selection: DemoSelection,
): Promise<string> {
  const processes = connectProcesses({
    address: setting(platform, 'TEMPORAL_ADDRESS'),
    namespace: setting(platform, 'INTERLOCK_NAMESPACE'),
  });
  try {
    const dates = datesOf(selection);
    const report = await processes.publish({
      publicationId: `demo-${dates[0] ?? 'none'}`,
      trainIds: trainIdsOf(selection),
      dates,
    });
    await processes.scheduleDailyOpening({ atHour: 0, zone });
    const seats = report.seatsCreated.toLocaleString('en');
    return report.runsCreated === 0
      ? 'every day of the sale window was on sale already'
      : `${report.runsCreated} runs with ${seats} seats put on sale`;
  } finally {
    await processes.close();
  }
}

function setting(platform: DemoPlatform, name: string): string {
  const value = platform.settings[name];
  if (value === undefined) throw new Error(`the network has no setting ${name}`);
  return value;
}

function datesOf(selection: DemoSelection): ServiceDate[] {
  const today = serviceDateAt(Date.now() as Instant, zone);
  const days =
    selection.days === 'window'
      ? Array.from({ length: windowDays }, (_, day) => day)
      : selection.days;
  return days.map((day) => addDays(today, day));
}

/** Empty means every train. */
function trainIdsOf(selection: DemoSelection): number[] {
  if (selection.trains === 'all') return [];
  const wanted = selection.trains;
  const plans = demoTrainPlans();
  return wanted.map((number) => {
    const plan = plans.find((candidate) =>
      candidate.numbers.some((entry) => entry.number === number),
    );
    if (plan === undefined) throw new Error(`the demo railway has no train ${number}`);
    return plan.trainId;
  });
}

async function seedTimetable(central: CentralDatabase): Promise<void> {
  const known = await central.read((reader) => readTrainPlans(reader));
  const plans = demoTrainPlans();
  if (known.length >= plans.length) return;
  const stations = demoStations();
  for (let at = 0; at < stations.length; at += stationsAtOnce) {
    await central.transact((tx) => saveStations(tx, stations.slice(at, at + stationsAtOnce)));
  }
  await central.transact((tx) => saveTrainPlans(tx, plans));
}

async function seedAccounts(
  central: CentralDatabase,
  platform: DemoPlatform,
): Promise<Omit<DemoSummary, 'outcome'>> {
  const passenger = { email: 'demo@interlock.example', password: platform.passengerPassword };
  const staff = { email: 'staff@interlock.example', password: platform.staffPassword };
  const tokens = Array.from({ length: programs }, (_, index) => tokenOf(platform, index));
  await seedAccount(central, { id: 'demo-passenger', role: 'passenger', ...passenger });
  await seedAccount(central, { id: 'demo-staff', role: 'staff', ...staff });
  await seedTravellers(central, platform);
  for (const [index, token] of tokens.entries()) {
    await central.transact((tx) =>
      addToken(tx, {
        tokenHash: hashToken(token),
        accountId: `demo-program-${index + 1}`,
        label: 'demo',
      }),
    );
  }
  return { passenger, staff, tokens };
}

/** The same after every start of the same installation, and known to no other. */
function tokenOf(platform: DemoPlatform, index: number): string {
  const body = createHmac('sha256', platform.passengerPassword)
    .update(`token ${index}`)
    .digest('hex');
  return `il_${body.slice(0, 40)}`;
}

interface SeedAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly role: 'passenger' | 'staff';
}

const accountNames = { passenger: 'Demo passenger', staff: 'Demo clerk' } as const;

async function seedAccount(central: CentralDatabase, account: SeedAccount): Promise<void> {
  const known = await central.read((reader) =>
    reader.user.findUnique({ where: { id: account.id } }),
  );
  if (known !== null) return;
  const password = await hashPassword(account.password);
  await central.transact((tx) => insertAccount(tx, account, password));
}

async function insertAccount(
  tx: CentralTransaction,
  account: SeedAccount,
  password: string,
): Promise<void> {
  const { id, email, role } = account;
  await tx.$executeRaw`
    INSERT INTO "user" (id, name, email, email_verified, role, language)
    VALUES (${id}, ${accountNames[role]}, ${email}, true, ${role}, 'zh') ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO account (id, account_id, provider_id, user_id, password)
    VALUES (${id}, ${id}, 'credential', ${id}, ${password}) ON CONFLICT DO NOTHING`;
}

async function seedTravellers(central: CentralDatabase, platform: DemoPlatform): Promise<void> {
  const accountId = 'demo-passenger' as AccountId;
  const saved = await central.read((reader) => travellersOf(reader, accountId));
  if (saved.length > 0) return;
  const vault = createVault({
    keyId: vaultKeyId,
    keys: { [vaultKeyId]: Buffer.from(setting(platform, 'INTERLOCK_VAULT_KEY'), 'base64') },
    indexKey: Buffer.from(setting(platform, 'INTERLOCK_INDEX_KEY'), 'base64'),
  });
  for (const [index, { name, document, kind }] of demoTravellers.entries()) {
    const id = `demo-traveller-${index + 1}` as TravellerId;
    await central.transact((tx) =>
      addTraveller(tx, {
        id,
        accountId,
        kind,
        documentType: 'resident-id',
        nameSealed: vault.seal(name, `traveller:${id}:name`),
        documentSealed: vault.seal(document, `traveller:${id}:document`),
        keyId: vault.keyId,
        documentHash: vault.documentHash('resident-id', document),
        nameMasked: maskName(name),
        documentMasked: maskDocument('resident-id', document),
      }),
    );
  }
}
