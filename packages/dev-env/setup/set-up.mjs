import { buildApplication } from './build-applications.mjs';
import { findChromium } from './find-chromium.mjs';
import { findPostgres } from './find-postgres.mjs';
import { findTemporal } from './find-temporal.mjs';
import { generateClients } from './generate-clients.mjs';
import { installPackages } from './install-packages.mjs';
import { readNote, writeNote } from './stamps.mjs';
import { requireNode, step } from './steps.mjs';

/** Packages, Postgres and the generated database clients: what every command needs. */
export async function setUpPackages() {
  requireNode();
  await step('packages', installPackages);
  await step('Postgres', async (note) => {
    const postgres = await findPostgres(note);
    writeNote('tools.json', { ...readNote('tools.json'), postgres });
    return postgres ?? 'the servers of INTERLOCK_POSTGRES_URLS';
  });
  await step('database clients', generateClients);
}

/** Everything that a running Interlock needs; the launcher reads where it is from tools.json. */
export async function setUpPlatform() {
  await setUpPackages();
  await step('Temporal', async (note) => {
    const temporal = await findTemporal(note);
    writeNote('tools.json', { ...readNote('tools.json'), temporal });
    return temporal ?? `the server at ${process.env.TEMPORAL_ADDRESS}`;
  });
  for (const name of ['api', 'worker', 'web']) {
    await step(`build of ${name}`, () => buildApplication(name));
  }
}

/** The browser that the tests drive. */
export async function setUpBrowser() {
  await step('Chromium', async (note) => {
    const chromium = await findChromium(note);
    writeNote('tools.json', { ...readNote('tools.json'), chromium });
    return chromium;
  });
}
