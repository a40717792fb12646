import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, SetupProblem } from './steps.mjs';

/** What every program started here is told: no telemetry, no update checks, no colours in logs. */
export const quietEnvironment = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NO_UPDATE_NOTIFIER: '1',
  npm_config_update_notifier: 'false',
};

/**
 * Runs a program to its end and returns `{ code, output }`; output is both streams together.
 * `patienceMs` ends a program that has printed nothing for so long.
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = {}, patienceMs, show = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...quietEnvironment, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timer;
    const listen = (chunk) => {
      output = (output + chunk).slice(-200_000);
      clearTimeout(timer);
      if (patienceMs) timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    };
    listen('');
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', (error) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve({ code: 127, output: `${command}: not found` });
      else reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Like `run`, for a program that must succeed.
 * @throws SetupProblem with the end of its output.
 */
export async function mustRun(command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const shown = [command.split('/').at(-1), ...args].join(' ').slice(0, 120);
  if (/ENOSPC|No space left on device/.test(output)) {
    throw new SetupProblem('The disk is full.', 'Free some space and run the command again.');
  }
  throw new SetupProblem(
    `\`${shown}\` ended with ${code}:\n${output.trim().split('\n').slice(-25).join('\n')}\n`,
    options.whatToDo ?? 'Mend what it says and run the command again.',
  );
}

/** The full path of a program on the PATH, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && isProgram(path)) return path;
  }
  return null;
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
