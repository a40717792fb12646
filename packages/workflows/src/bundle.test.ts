import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { bookingWorkflowType } from './booking/contract.ts';
import { openNextDayWorkflowType, publishWorkflowType } from './publish/contract.ts';
import { settleWorkflowType } from './settle/contract.ts';

const allWorkflows = fileURLToPath(new URL('all-workflows.ts', import.meta.url));

/** A worker keeps one copy of the code per thread; a schema or date library would double it. */
const bytesMax = 2_300_000;

test('the workflow code bundles: nothing of Node.js and no other package has crept in', async () => {
  const { code } = await bundled(allWorkflows);
  const types = [
    bookingWorkflowType,
    settleWorkflowType,
    publishWorkflowType,
    openNextDayWorkflowType,
  ];
  for (const type of types) expect(code).toContain(type);
  const packages = [...code.matchAll(/node_modules\/((?:@[^/"'\s]+\/)?[^/"'\s]+)\//g)].map(
    ([, name]) => name,
  );
  expect(new Set(packages.filter((name) => !isTemporals(name ?? '')))).toEqual(new Set());
  expect(code.length).toBeLessThan(bytesMax);
});

test('workflow code that reads the surroundings does not bundle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-bundle-'));
  try {
    const file = join(folder, 'planted.ts');
    writeFileSync(
      file,
      `import { readFileSync } from 'node:fs';
       export async function planted() { return readFileSync('/etc/hostname', 'utf8'); }`,
    );
    await expect(bundled(file)).rejects.toThrow(/node:fs|disallowed|webpack/i);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function bundled(workflowsPath: string): Promise<{ code: string }> {
  return bundleWorkflowCode({ workflowsPath, logger: quiet });
}

function isTemporals(name: string): boolean {
  return name.startsWith('@temporalio/') || temporalsOwn.has(name);
}

/** What Temporal's SDK itself brings into every bundle. */
const temporalsOwn = new Set(['long', 'ms', 'nexus-rpc']);

const quiet = new DefaultLogger('ERROR', () => undefined);
