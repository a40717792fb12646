import { expect, it } from 'vitest';
import { parseTicketCode, ticketCodeBody, type TicketFacts } from './ticket-code.ts';

const facts: TicketFacts = {
  t: 'B0123456789ABCDEF0123',
  n: 'G1',
  d: '2026-11-23',
  f: 'VNP',
  o: 'AOH',
  c: 'second',
  s: '7-12F',
  h: 'abcdefghijklmnop',
  b: 29_650_000,
  e: 29_650_270,
};
const signature = Buffer.alloc(64, 7);

function code(changed: object = {}): string {
  const text = Buffer.from(JSON.stringify({ ...facts, ...changed })).toString('base64url');
  return `${ticketCodeBody('0a1b2c3d', text)}.${signature.toString('base64url')}`;
}

it('takes a code apart into what was signed, by which key, and what it says', () => {
  const parsed = parseTicketCode(` ${code()}\n`);
  expect(parsed?.keyId).toBe('0a1b2c3d');
  expect(parsed?.facts).toEqual(facts);
  expect(Buffer.from(parsed?.signature ?? [])).toEqual(signature);
  expect(code().startsWith(`${parsed?.body}.`)).toBe(true);
  expect(parseTicketCode(code({ n: '虹桥1' }))?.facts.n).toBe('虹桥1');
});

it('answers null for everything that is not a code of ours', () => {
  const others = [
    '',
    'https://example.com/ticket',
    'IL2.0a1b2c3d.e30.AAAA',
    `${code()}.x`,
    code().slice(0, -1),
    code({ t: 1 }),
    code({ b: '29650000' }),
    code({ d: '2026-02-30' }),
    code().replace('0a1b2c3d', '../../x'),
    code().replace('.ey', '.€y'),
    `IL1.0a1b2c3d.${'A'.repeat(10_000)}`,
    `IL1.0a1b2c3d.${Buffer.from('null').toString('base64url')}.${signature.toString('base64url')}`,
    `IL1.0a1b2c3d.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${signature.toString('base64url')}`,
  ];
  expect(others.map(parseTicketCode)).toEqual(others.map(() => null));
});
