import { afterEach, expect, test, vi } from 'vitest';
import { report } from './report.ts';

afterEach(() => vi.restoreAllMocks());

test('a report is one line of JSON with the messages of its errors', () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  report('a round failed', { loop: 'sweep.north', error: new Error('shard\naway'), count: 2 });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: expect.any(String),
    what: 'a round failed',
    loop: 'sweep.north',
    error: 'shard\naway',
    count: 2,
  });
});
