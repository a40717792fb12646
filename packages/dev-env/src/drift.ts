import { rmSync } from 'node:fs';
import { findDrift } from '@interlock/db/drift';
import { InterlockNetwork } from './network.ts';
import { freePorts } from './ports.ts';
import { temporaryDataFolder } from './temporary-folder.ts';

// Part of `npm run check`: migrates empty databases and prints where they differ from the schemas
// that the generated clients were made from.
const dataFolder = temporaryDataFolder();
try {
  const network = await InterlockNetwork.start({
    dataFolder,
    ports: freePorts,
    processes: [],
    initialSync: 'never',
  });
  const { central, north } = network.databases;
  const found = [
    ...(await findDrift({ kind: 'central', ownerUrl: central.owner })),
    ...(await findDrift({ kind: 'shard', ownerUrl: north.owner })),
  ];
  await network.stop();
  for (const difference of found) console.log(difference);
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}
