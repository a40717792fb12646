import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awayFor, type Look, pollWhileSeen } from './polling.ts';

const pace = { everyMs: 3_000, slowestMs: 20_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('looks at its pace, ever more seldom while nothing moves, and at once at its pace when something has', async () => {
  const { looks, answer } = watch();
  await vi.advanceTimersByTimeAsync(120_000);
  const gaps = looks.map((at, index) => Math.round(at - (looks[index - 1] ?? 0)));
  expect(gaps.slice(0, 4)).toEqual([3_000, 3_600, 4_320, 5_184]);
  expect(Math.max(...gaps)).toBe(20_000);
  answer('moved');
  await vi.advanceTimersByTimeAsync(20_000);
  const moved = looks.length;
  answer('same');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(looks.length).toBe(moved + 1);
});

test('an answer that names a time to wait is obeyed, also when the page is left and seen again meanwhile', async () => {
  const { looks, answer, page } = watch();
  answer({ awayMs: 60_000 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(looks).toHaveLength(1);
  answer('same');
  await vi.advanceTimersByTimeAsync(30_000);
  page.become('hidden');
  page.become('seen');
  await vi.advanceTimersByTimeAsync(29_900);
  expect(looks).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(looks).toHaveLength(2);
});

test('a page that nobody sees asks nothing, and asks at once when it is seen again', async () => {
  const { looks, page } = watch();
  page.become('hidden');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(looks).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  page.become('seen');
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toHaveLength(1);
});

test('never looks twice at the same time, and not at all once it is over', async () => {
  let open = 0;
  let most = 0;
  const page = pageToSee();
  const stop = pollWhileSeen(
    async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      open -= 1;
      return 'same';
    },
    pace,
    page,
  );
  for (let second = 0; second < 60; second += 1) {
    page.become('hidden');
    page.become('seen');
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(most).toBe(1);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(open).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('a look that fails is no answer: the next one comes at its pace, and at once when the page is seen again', async () => {
  let looks = 0;
  const page = pageToSee();
  const stop = pollWhileSeen(
    () => {
      looks += 1;
      return Promise.reject(new Error('no answer in time'));
    },
    pace,
    page,
  );
  await vi.advanceTimersByTimeAsync(3_000);
  expect(looks).toBe(1);
  await vi.advanceTimersByTimeAsync(3_600);
  expect(looks).toBe(2);
  page.become('hidden');
  page.become('seen');
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toBe(3);
  stop();
});

test('only whole seconds are a time to wait', () => {
  const asked = ['7', '0', '', 'soon', '-3', '1.5', '9999999'].map(
    (text) => awayFor(new Response(null, { headers: { 'retry-after': text } })).awayMs,
  );
  expect(asked).toEqual([7_000, 0, 0, 0, 0, 0, 0]);
  expect(awayFor(new Response()).awayMs).toBe(0);
});

function watch() {
  const looks: number[] = [];
  let next: Look = 'same';
  const page = pageToSee();
  const began = performance.now();
  pollWhileSeen(
    () => {
      looks.push(performance.now() - began);
      return Promise.resolve(next);
    },
    pace,
    page,
  );
  return { looks, page, answer: (look: Look) => void (next = look) };
}

function pageToSee() {
  const page = Object.assign(new EventTarget(), {
    hidden: false,
    become(state: 'seen' | 'hidden') {
      page.hidden = state === 'hidden';
      page.dispatchEvent(new Event('visibilitychange'));
    },
  });
  return page;
}
