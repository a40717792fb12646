import { rmSync } from 'node:fs';
import { StartProblem } from '@interlock/dev-env/start-problem';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { startSite, trip, type Site } from '../../browser/site.ts';
import type { BenchResult } from '../frame/bench.ts';
import { machineHeader, watchOthers } from '../frame/machine.ts';
import { isGood, reportText, type Report } from '../frame/report.ts';
import { measureLoads } from './page-loads.ts';
import { profilePages } from './page-profile.ts';
import { measureRates } from './page-rates.ts';

const usage = `npm run measure-pages -- [loads] [rates] [profile]
  loads   what a phone on a slow network waits for: search, results, hold and ticket
  rates   results pages per second beside a page of the same size without data, from the same server
  profile where the web process spends its time on results pages
Without names: all, about six minutes.`;

/** The longest list of the demo railway. */
const resultsPath = `/en/trains?${new URLSearchParams({ ...trip, from: 'city:苏州', to: 'city:上海' })}`;

type Part = (site: Site, resultsPath: string) => Promise<BenchResult>;
const parts: Record<string, Part> = {
  loads: measureLoads,
  rates: measureRates,
  profile: profilePages,
};

/** `npm run measure-pages`. Sets the exit code: 1 when a bar is missed. */
export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new StartProblem(`There is no part ${unknown.join(', ')}.`, usage);
  const scratch = temporaryDataFolder();
  console.log((await machineHeader(scratch)).text);
  rmSync(scratch, { recursive: true, force: true });
  const site = await startSite({ moreTrains: 'all' });
  try {
    for (const name of args.length === 0 ? Object.keys(parts) : args) {
      const report = await reportOf(name, site);
      console.log(`\n${name}, ${report.seconds.toFixed(0)} s; ${report.others}\n`);
      console.log(reportText(report));
      if (!isGood(report)) process.exitCode = 1;
    }
  } finally {
    await site.stop();
  }
}

async function reportOf(name: string, site: Site): Promise<Report> {
  const began = performance.now();
  const others = watchOthers();
  const measure = parts[name];
  if (measure === undefined) throw new RangeError(`there is no part ${name}`);
  const result = await measure(site, resultsPath);
  const { othersCores, stolenCores } = others();
  return {
    ...result,
    bench: name,
    extent: 'full',
    seconds: (performance.now() - began) / 1000,
    others: `other processes used ${othersCores.toFixed(2)} cores, ${stolenCores.toFixed(2)} were stolen`,
    findings: null,
  };
}
