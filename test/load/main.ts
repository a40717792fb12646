import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askedToStop } from '@interlock/dev-env/asked-to-stop';
import { freePorts, type Ports } from '@interlock/dev-env/ports';
import { parsePorts } from '@interlock/dev-env/start-options';
import { StartProblem } from '@interlock/dev-env/start-problem';
import { temporaryDataFolder } from '@interlock/dev-env/temporary-folder';
import { benches } from './benches.ts';
import type { Bench } from './frame/bench.ts';
import { chartSvg } from './frame/chart.ts';
import { watchDisk } from './frame/full-disk.ts';
import { machineHeader } from './frame/machine.ts';
import { isGood, reportLines, reportText, type Report } from './frame/report.ts';
import { runBenches } from './frame/run-benches.ts';

const usage = `npm run bench -- <name> [options]
${benches.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join('\n')}
  --quick    all of them (or the named one), small: shows that they run and their checks hold, gives no figures
  --json     JSON lines instead of tables
  --port <name>=<port>   ports of the bench's own servers; free ones where none is named
Charts are written to .interlock/bench/. Exit code: 0 every bar held and verify found nothing, 1 otherwise,
130 interrupted.`;

interface Wishes {
  readonly chosen: readonly Bench[];
  readonly extent: 'full' | 'quick';
  readonly output: 'text' | 'json';
  readonly ports: Ports;
}

/** `npm run bench`. Sets the exit code; what it started is stopped and its folders are removed, also by Ctrl-C. */
export async function main(args: readonly string[]): Promise<void> {
  const wishes = parseWishes(args);
  if (wishes === null) {
    console.log(usage);
    return;
  }
  const asked = new AbortController();
  void askedToStop().then(() => asked.abort());
  const scratch = temporaryDataFolder();
  const disk = watchDisk(scratch);
  try {
    await run(wishes, { signal: AbortSignal.any([asked.signal, disk.signal]), scratch });
  } catch (error) {
    if (disk.signal.aborted) throw disk.signal.reason;
    if (!asked.signal.aborted) throw error;
    console.error('\nInterrupted: everything that was started has been stopped, its data removed.');
    process.exitCode = 130;
  } finally {
    disk.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function parseWishes(args: readonly string[]): Wishes | null {
  const { values, positionals } = parsed(args);
  if (values.help || (positionals.length === 0 && !values.quick)) return null;
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new StartProblem(`There is no bench ${unknown.join(', ')}.`, usage);
  return {
    chosen: benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    extent: values.quick ? 'quick' : 'full',
    output: values.json ? 'json' : 'text',
    ports: parsePorts((values.port ?? []).join(','), freePorts),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
        port: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new StartProblem(error instanceof Error ? `${error.message}.` : String(error), usage);
  }
}

async function run(
  wishes: Wishes,
  { signal, scratch }: { signal: AbortSignal; scratch: string },
): Promise<void> {
  const { chosen, extent, output, ports } = wishes;
  const header = await machineHeader(scratch);
  console.log(output === 'json' ? JSON.stringify(header.line) : header.text);
  const progress = (line: string) => console.error(`  ${line}`);
  for await (const report of runBenches({ chosen, extent, ports, signal, scratch, progress })) {
    show(report, output);
    if (!isGood(report)) process.exitCode = 1;
  }
}

function show(report: Report, output: Wishes['output']): void {
  if (output === 'json') for (const line of reportLines(report)) console.log(line);
  else {
    const of = `${report.bench}, ${report.extent}, ${report.seconds.toFixed(0)} s`;
    console.log(`\n${of}; ${report.others}\n\n${reportText(report)}`);
  }
  // A quick run shows nothing worth looking at.
  if (report.extent === 'full') writeCharts(report);
}

function writeCharts({ bench, charts }: Report): void {
  const folder = join(import.meta.dirname, '../../.interlock/bench');
  mkdirSync(folder, { recursive: true });
  for (const [at, chart] of charts.entries()) {
    const name = at === 0 ? bench : `${bench}-${at + 1}`;
    writeFileSync(join(folder, `${name}.svg`), chartSvg(chart));
  }
}
