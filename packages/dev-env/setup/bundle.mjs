// Bundles an application's src/main.ts into dist/main.js; run by the `build` script of apps/api and
// apps/worker from their own folder. The worker also gets its workflow code as one file.
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './steps.mjs';

const folder = process.cwd();
const require = createRequire(join(folder, 'package.json'));

/**
 * Our own packages go into the bundle; npm's stay outside wherever Node.js can find them from the
 * application's folder, so that native modules and their files are loaded from where they lie.
 */
const npmPackagesOutside = {
  name: 'npm-packages-outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@interlock/')) return undefined;
      return isFoundFromHere(path) ? { path, external: true } : undefined;
    });
  },
};

function isFoundFromHere(path) {
  if (path.startsWith('node:')) return true;
  const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
  return require.resolve.paths(name).some((place) => existsSync(join(place, name)));
}

await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [npmPackagesOutside],
});

if (process.argv.includes('--workflows')) {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'packages/workflows/src/all-workflows.ts'),
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync('dist/workflows.js', code);
}
