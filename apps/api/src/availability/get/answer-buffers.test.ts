import { expect, test } from 'vitest';
import { AnswerBuffers } from './answer-buffers.ts';

function piecesOf(...texts: string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text));
}

test('an answer is its pieces in their order, however long', () => {
  const buffers = new AnswerBuffers();
  for (const length of [0, 1, 16_384, 16_385, 300_000]) {
    const pieces = piecesOf('[', 'x'.repeat(length), ']');
    expect(buffers.join(pieces).equals(Buffer.concat(pieces))).toBe(true);
  }
});

test('an answer that is still being read is never written over', () => {
  const buffers = new AnswerBuffers();
  const first = buffers.join(piecesOf('first'));
  const second = buffers.join(piecesOf('second'));
  expect([String(first), String(second)]).toEqual(['first', 'second']);
});

test('memory given back is used again', () => {
  const buffers = new AnswerBuffers();
  const first = buffers.join(piecesOf('first'));
  buffers.giveBack(first);
  expect(buffers.join(piecesOf('second')).buffer).toBe(first.buffer);
});

test('of what is given back only so much is kept', () => {
  const buffers = new AnswerBuffers();
  const rush = Array.from({ length: 100 }, () => buffers.join(piecesOf('x')));
  for (const answer of rush) buffers.giveBack(answer);
  const before = new Set(rush.map(({ buffer }) => buffer));
  const after = Array.from({ length: 100 }, () => buffers.join(piecesOf('x')));
  expect(after.filter(({ buffer }) => before.has(buffer)).length).toBe(32);
});
