import { expect } from 'vitest';
import type { Answer, RunningCopy } from './running-copy.ts';

/** The answer is a problem with this status and code. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(answer.type).toBe('application/problem+json');
  expect(answer.body['requestId']).toMatch(/^[0-9a-f-]{36}$/);
}

/** What happens inside leaves every row as it was. */
export async function expectNothingChanged(
  running: RunningCopy,
  work: () => Promise<void>,
): Promise<void> {
  const before = await running.rows();
  await work();
  expect(await running.rows()).toEqual(before);
}
