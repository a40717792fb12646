import { join } from 'node:path';
import { isProgram, onPath, run } from './programs.mjs';
import { root, SetupProblem } from './steps.mjs';

/**
 * Finds a Chromium for the browser tests, fetching one if need be, and returns its path.
 * @throws SetupProblem listing what was tried.
 */
export async function findChromium(note) {
  const present = (await playwrightsOwn()) ?? installedBrowser();
  if (present !== null) return present;
  note("Playwright's download …");
  const downloaded = await playwrightsDownload();
  if (downloaded !== null) return downloaded;
  note("Debian's package …");
  const packaged = await debiansPackage();
  if (packaged !== null) return packaged;
  throw new SetupProblem(
    'No Chromium for the browser tests could be found or fetched.',
    'Install one (Debian: `apt-get install chromium`) so that `chromium` is on the PATH.',
  );
}

function installedBrowser() {
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isProgram(path) ? path : null;
}

async function playwrightsDownload() {
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  // Playwright tries several hosts one after the other; what is silent for 5 s is given up.
  await run(process.execPath, [cli, 'install', 'chromium'], {
    patienceMs: 5000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
  });
  return playwrightsOwn();
}

async function debiansPackage() {
  if (process.getuid?.() !== 0 || onPath('apt-get') === null) return null;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  return installedBrowser();
}
