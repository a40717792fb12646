// Stops the launcher's children when the launcher itself is gone, however it went. The launcher
// holds this program's standard input open and writes "+pid signal" and "-pid" lines to it; the end
// of the input means that the launcher is dead.
import { createInterface } from 'node:readline';

const patienceMs = 8000;
const watched = new Map();

process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('SIGHUP', () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, pid, signal] = /^([+-])(\d+) ?(\w*)$/.exec(line) ?? [];
  if (sign === '+') watched.set(Number(pid), signal);
  else watched.delete(Number(pid));
}

for (const [pid, signal] of watched) send(pid, signal);
const giveUpAt = Date.now() + patienceMs;
while ([...watched.keys()].some(isAlive) && Date.now() < giveUpAt) {
  await new Promise((resolve) => setTimeout(resolve, 100));
}
for (const pid of watched.keys()) if (isAlive(pid)) send(pid, 'SIGKILL');
process.exit(0);

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') console.error(error);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
