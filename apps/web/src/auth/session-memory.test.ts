import { expect, it } from 'vitest';
import { createSessionMemory, SessionUnknown, type SignedIn } from './session-memory.ts';

const who: SignedIn = { accountId: 'a', email: 'a@example.com', name: 'A', role: 'passenger' };

function memoryAt() {
  let nowMs = 0;
  const memory = createSessionMemory({ now: () => nowMs, patienceMs: 5 });
  return { memory, pass: (ms: number) => (nowMs += ms) };
}

async function away(): Promise<SignedIn> {
  throw new Error('the database is away');
}

it('asks the database again after ten seconds and sees a session that ended', async () => {
  const { memory, pass } = memoryAt();
  expect(await memory.find('c', async () => who)).toEqual(who);
  expect(await memory.find('c', async () => null)).toEqual(who);
  pass(10_001);
  expect(await memory.find('c', async () => null)).toBeNull();
});

it('keeps a session usable for half an hour while the database is away, and no longer', async () => {
  const { memory, pass } = memoryAt();
  await memory.find('c', async () => who);
  pass(29 * 60_000);
  expect(await memory.find('c', away)).toEqual(who);
  pass(2 * 60_000);
  await expect(memory.find('c', away)).rejects.toThrow(SessionUnknown);
});

it('does not wait again for a database that failed a moment ago', async () => {
  const { memory, pass } = memoryAt();
  await memory.find('c', async () => who);
  pass(11_000);
  await memory.find('c', away);
  expect(memory.isAway()).toBe(true);
  let isAsked = false;
  const ask = async (): Promise<SignedIn> => {
    isAsked = true;
    return who;
  };
  expect(await memory.find('c', ask)).toEqual(who);
  expect(isAsked).toBe(false);
  pass(10_001);
  await memory.find('c', ask);
  expect(isAsked).toBe(true);
  expect(memory.isAway()).toBe(false);
});

it('gives up on a database that does not answer at all', async () => {
  const { memory, pass } = memoryAt();
  await memory.find('c', async () => who);
  pass(11_000);
  expect(await memory.find('c', () => new Promise(() => undefined))).toEqual(who);
});

it('never signs in a session it has not seen', async () => {
  const { memory } = memoryAt();
  await expect(memory.find('unseen', away)).rejects.toThrow(SessionUnknown);
});

it('forgets a session at sign-out', async () => {
  const { memory } = memoryAt();
  await memory.find('c', async () => who);
  memory.forget('c');
  expect(await memory.find('c', async () => null)).toBeNull();
});
