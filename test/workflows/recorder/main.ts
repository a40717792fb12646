import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InterlockNetwork } from '@interlock/dev-env/network';
import { freePorts } from '@interlock/dev-env/ports';
import { prepareNamespace } from '@interlock/dev-env/temporal-server';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { outcomes, type OutcomeName } from '../outcomes.ts';
import { openStage, type Stage } from '../stage.ts';

// Plays every outcome on a real server and writes its history where the replay test reads it. Run by hand after an
// intended change of a workflow, with the next version number; histories of versions still in use stay:
//   node --import tsx test/workflows/recorder/main.ts v2
const version = process.argv[2] ?? 'v1';
const namespace = 'recorder';

async function record(stage: Stage, name: OutcomeName): Promise<void> {
  const workflowId = await outcomes[name](stage);
  const history = await stage.client.workflow.getHandle(workflowId).fetchHistory();
  const [process, outcome] = name.split('/') as [string, string];
  const file = fileURLToPath(
    new URL(
      `../../../packages/workflows/src/${process}/history/${outcome}.${version}.json`,
      import.meta.url,
    ),
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(withoutPlace(historyToJSON(history)), null, 1)}\n`);
  console.log(`${name}: ${history.events?.length ?? 0} events`);
}

/** Who ran it and where is nobody's business: no program's number, machine or folder. */
function withoutPlace(history: string): unknown {
  return JSON.parse(history, (key, value: unknown) => {
    if (key === 'stackTrace') return '';
    return typeof value === 'string' ? value.replace(/\b\d+@[\w.-]+/g, 'recorder') : value;
  });
}

const dataFolder = temporaryDataFolder();
const network = await InterlockNetwork.start({
  dataFolder,
  ports: freePorts,
  processes: ['temporal'],
  initialSync: 'never',
  temporalPage: 'off',
});
try {
  await prepareNamespace(network.temporalAddress, namespace);
  const stage = await openStage({ address: network.temporalAddress, namespace });
  for (const name of Object.keys(outcomes) as OutcomeName[]) await record(stage, name);
  await stage.close();
} finally {
  await network.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
