// Writes both Prisma clients to src/generated. The schema engine is never run here, so any program stands in for it:
// without that Prisma would try to download one.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { env, execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const prisma = join(
  dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
  'build',
  'index.js',
);

for (const database of ['central', 'shard']) {
  const run = spawnSync(
    execPath,
    [prisma, 'generate', '--schema', join(here, database, 'schema.prisma')],
    {
      cwd: here,
      encoding: 'utf8',
      env: {
        ...env,
        PRISMA_SCHEMA_ENGINE_BINARY: env['PRISMA_SCHEMA_ENGINE_BINARY'] ?? execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    },
  );
  if (run.status !== 0) {
    console.error(run.stdout, run.stderr);
    exit(run.status ?? 1);
  }
}
