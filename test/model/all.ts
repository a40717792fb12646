import {
  exploreAll,
  largeConfigurations,
  smallConfigurations,
  summaryOf,
} from './configurations.ts';
import { allGuards, notToldApart, without, type Guards } from './guards.ts';
import type { Configuration } from './protocol-state.ts';

/** Explores every configuration; exits 1 when a property is broken in any of them. */
for (const configuration of [...smallConfigurations, ...largeConfigurations]) {
  tell(configuration.name, configuration, allGuards);
}

/** The guards that no property needs: broken ones here would be told apart after all. */
for (const guard of notToldApart) {
  for (const configuration of smallConfigurations) {
    tell(`without ${guard}: ${configuration.name}`, configuration, without(guard));
  }
}

function tell(title: string, configuration: Configuration, guards: Guards): void {
  const startedAt = performance.now();
  const exploration = exploreAll(configuration, guards);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${title}\n  ${summaryOf(exploration)} (${seconds} s)`);
  if (exploration.finding !== null) process.exitCode = 1;
}
