import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './programs.mjs';
import { hashOf, isStamped, stamp } from './stamps.mjs';
import { root } from './steps.mjs';

const inputs = [
  'packages/db/prisma/central/schema.prisma',
  'packages/db/prisma/shard/schema.prisma',
  'packages/db/prisma/generate.mjs',
  'node_modules/prisma/package.json',
];

/** Generates the Prisma clients of both schemas, unless they fit the schemas already. */
export async function generateClients() {
  const hash = hashOf(inputs);
  const present = ['central', 'shard'].every((name) =>
    existsSync(join(root, 'packages/db/src/generated', name)),
  );
  if (present && isStamped('prisma', hash)) return 'already generated';
  await mustRun(process.execPath, ['packages/db/prisma/generate.mjs']);
  stamp('prisma', hash);
  return 'generated';
}
