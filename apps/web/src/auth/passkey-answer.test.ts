import { expect, it } from 'vitest';
import { passkeyAnswerOf } from './passkey-answer.ts';

const answer = { id: 'abc', rawId: 'abc', type: 'public-key', response: {} };

it('takes what a browser answers', () => {
  expect(passkeyAnswerOf(JSON.stringify(answer))).toEqual(answer);
});

it.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['null', 'null'],
  ['a number', '7'],
  [
    'no id: the database would be asked for any passkey',
    JSON.stringify({ ...answer, id: undefined }),
  ],
  ['an id that is an object', JSON.stringify({ ...answer, id: { not: '' } })],
  ['another type', JSON.stringify({ ...answer, type: 'password' })],
  ['no response', JSON.stringify({ ...answer, response: null })],
  ['too much', JSON.stringify({ ...answer, rawId: 'x'.repeat(20_000) })],
])('takes nothing that is %s', (_, text) => {
  expect(passkeyAnswerOf(text)).toBeNull();
});
