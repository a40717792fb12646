import { expect, it } from 'vitest';
import { isEmail } from './account-fields.ts';

it('takes addresses, also international ones', () => {
  for (const text of ['a@b.cn', 'first.last+x@mail.example.com', '王@例子.测试'])
    expect(isEmail(text)).toBe(true);
});

it.each([
  '',
  'a@b',
  'a b@c.de',
  '<b>@c.de',
  'a@c.de, b@c.de',
  'a@c.de\r\nbcc: x@y.zz',
  'a\u202e@c.de',
])('does not take %j for an address', (text) => {
  expect(isEmail(text)).toBe(false);
});

it('does not take an address longer than any', () => {
  expect(isEmail(`${'a'.repeat(120)}@example.com`)).toBe(false);
});
