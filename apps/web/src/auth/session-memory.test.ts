import { expect, it } from 'vitest';
import { createSessionMemory, type SignedIn } from './session-memory.ts';

const who: SignedIn = { accountId: 'a', email: 'a@example.com', name: 'A', role: 'passenger' };

function memoryAt() {
  let nowMs = 0;
  return { memory: createSessionMemory(() => nowMs), pass: (ms: number) => (nowMs += ms) };
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
  await expect(memory.find('c', away)).rejects.toThrow('away');
});

it('never signs in a session it has not seen', async () => {
  const { memory } = memoryAt();
  await expect(memory.find('unseen', away)).rejects.toThrow('away');
});

it('forgets a session at sign-out', async () => {
  const { memory } = memoryAt();
  await memory.find('c', async () => who);
  memory.forget('c');
  expect(await memory.find('c', async () => null)).toBeNull();
});
