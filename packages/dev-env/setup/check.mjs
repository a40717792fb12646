// `npm run check`: every gate, each as an error. Runs them all, then says how many failed.
import { join } from 'node:path';
import { run } from './programs.mjs';
import { setUpPackages } from './set-up.mjs';
import { endWith, root } from './steps.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const node = process.execPath;

const types = join(root, '.interlock/types.tsbuildinfo');

const gates = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', types]],
  ['types of the site', bin('tsc'), ['--noEmit', '-p', 'apps/web']],
  ['oxlint', bin('oxlint'), []],
  ['oxfmt', bin('oxfmt'), ['--check', '.']],
  ['knip', bin('knip'), ['--no-progress', '--treat-config-hints-as-errors']],
  ['boundaries', bin('turbo'), ['boundaries']],
  ['tidy', node, ['node_modules/vitest/vitest.mjs', 'run', '--project=pure', 'test/tidy']],
  ['drift', node, ['--import', 'tsx', 'packages/dev-env/src/drift.ts']],
];

try {
  await setUpPackages();
  const failed = [];
  for (const [name, command, args] of gates) {
    if (!(await passes(name, command, args))) failed.push(name);
  }
  console.log(
    failed.length === 0
      ? `all ${gates.length} gates passed`
      : `${failed.length} of ${gates.length} gates failed: ${failed.join(', ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  endWith(error);
}

async function passes(name, command, args) {
  const began = performance.now();
  process.stdout.write(`  ${name.padEnd(22)}`);
  const { code, output } = await run(command, args);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  if (code !== 0) console.log(`${output.trimEnd()}\n`);
  return code === 0;
}
