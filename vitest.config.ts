import { defineConfig } from 'vitest/config';

/** Packages whose tests need neither a database nor a running server. */
const pure = [
  'packages/{domain,inventory,i18n,config}/**/*.test.ts',
  'packages/workflows/src/**/*.test.ts',
  'packages/gateways/src/**/*.test.ts',
  'packages/dev-env/src/{demo,start}-*.test.ts',
  'test/{tidy,model}/**/*.test.ts',
  'test/load/frame/*.test.ts',
];

/** Tests that start, stop and kill a whole private copy of Interlock: one file at a time. */
const network = [
  'packages/dev-env/**/*.test.ts',
  'test/{e2e,faults,smoke,browser,bad-input}/**/*.test.ts',
  'test/load/*.test.ts',
];

const everywhere = ['packages/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'test/**/*.test.ts'];
const never = ['**/node_modules/**', '**/dist/**', '**/.next/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, exclude: never, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          include: everywhere,
          exclude: [...never, ...pure, ...network],
          globalSetup: ['packages/dev-env/src/test-network.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'network',
          include: network,
          exclude: never,
          maxWorkers: 1,
          testTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
