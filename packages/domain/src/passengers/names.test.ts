import { expect, test } from 'vitest';
import { parseName } from './names.ts';

test('names of any script are kept, blanks made single', () => {
  expect(
    ['王小明', ' Jane   O’Neil ', '买买提·艾力', 'José Núñez-Gil'].map((name) => parseName(name)),
  ).toEqual(
    ['王小明', 'Jane O’Neil', '买买提·艾力', 'José Núñez-Gil'].map((value) => ({
      ok: true,
      value,
    })),
  );
});

test('control characters, digits, mark-up, nothing and endless names are refused', () => {
  const refused = [
    '',
    '  ',
    'a\r\nBcc: x',
    '<b>',
    '007',
    '王1',
    'x'.repeat(61),
    'x'.repeat(100_000),
    '\u202Eabc',
  ];
  expect(refused.map((name) => parseName(name).ok)).toEqual(refused.map(() => false));
});
