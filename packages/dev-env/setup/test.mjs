// `npm test`: sets up what is missing, runs every suite, and ends with one line of counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quietEnvironment } from './programs.mjs';
import { setUpBrowser, setUpPlatform } from './set-up.mjs';
import { endWith, root } from './steps.mjs';

const report = join(root, '.interlock/test-report.json');

try {
  console.log('Setting up');
  await setUpPlatform();
  await setUpBrowser();
} catch (error) {
  endWith(error);
}

// Without its tools the run would only say the same thing many times.
const code = process.exitCode === 1 ? 1 : await runVitest(process.argv.slice(2));
const { passed, failed, skipped } = code === 1 && !existsSync(report) ? nothing() : counts();
const failures = failed === 0 && code !== 0 ? 1 : failed;
process.exitCode = failures === 0 ? 0 : 1;
console.log(`${passed} passed, ${failures} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);

function runVitest(args) {
  mkdirSync(join(root, '.interlock'), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...quietEnvironment } },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('close', (exitCode) => resolve(exitCode ?? 1)));
}

/** Counts tests; a file that broke before its first test counts as one failure. */
function counts() {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function nothing() {
  return { passed: 0, failed: 1, skipped: 0 };
}
