import {
  exploreAll,
  largeConfigurations,
  smallConfigurations,
  summaryOf,
} from './configurations.ts';

/** Explores every configuration; exits 1 when a property is broken in any of them. */
for (const configuration of [...smallConfigurations, ...largeConfigurations]) {
  const startedAt = performance.now();
  const exploration = exploreAll(configuration);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${configuration.name}\n  ${summaryOf(exploration)} (${seconds} s)`);
  if (exploration.finding !== null) process.exitCode = 1;
}
