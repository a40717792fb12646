import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { portNames, type defaultPorts } from '../setup/start-options.mjs';
import { StartProblem } from './start-problem.ts';

export type PortName = keyof typeof defaultPorts;
export type Ports = Record<PortName, number>;

export const freePorts: Ports = {
  web: 0,
  api: 0,
  central: 0,
  north: 0,
  south: 0,
  temporal: 0,
  'temporal-ui': 0,
  smtp: 0,
  mail: 0,
  sandbox: 0,
};

const handedOut = new Set<number>();

/**
 * Replaces each 0 by a free port and makes sure that the others are free.
 * @throws StartProblem naming the port, whose it is and how to choose another one.
 */
export async function settlePorts(wanted: Ports): Promise<Ports> {
  const settled = { ...wanted };
  for (const name of portNames) {
    if (wanted[name] === 0) settled[name] = await freePort();
    else if (!(await isFree(wanted[name]))) throw busy(name, wanted[name]);
  }
  return settled;
}

function busy(name: PortName, port: number): StartProblem {
  return new StartProblem(
    `Port ${port}, which ${name} listens on, is in use by another program.`,
    `Stop that program, or choose another port with --port ${name}=<number> ` +
      '(--port all=free takes free ones everywhere).',
  );
}

/** A port below the range that outgoing connections use: none of them can take it meanwhile. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(10_000, 32_000);
    if (!handedOut.has(port) && (await isFree(port))) {
      handedOut.add(port);
      return port;
    }
  }
  throw new StartProblem(
    'No free port was found in 200 tries.',
    'Stop some programs and start again.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
