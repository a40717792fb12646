import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStrictJson } from './strict-json.ts';

function parse(text: string) {
  return parseStrictJson(new TextEncoder().encode(text));
}

describe('a JSON body', () => {
  test('that JSON.stringify wrote comes back as it was', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
    const key = plain.filter((text) => text !== '__proto__');
    const document = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', maxDepth: 6 },
        plain,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).node;
    fc.assert(
      fc.property(document, (value) => {
        expect(parse(JSON.stringify(value))).toEqual({ ok: true, value });
      }),
    );
  });

  test('with the same key twice in one object is refused, also when one is written with escapes', () => {
    expect(parse('{"a":1,"a":2}').ok).toBe(false);
    expect(parse('{"a":1,"\\u0061" : 2}').ok).toBe(false);
    expect(parse('{"x":{"a":1},"a":[{"a":1},{"a":2}]}').ok).toBe(true);
    expect(parse('{"a":"a","b":"a"}').ok).toBe(true);
  });

  test('with __proto__ as a key is refused, also deep inside', () => {
    expect(parse('{"x":[{"__proto__":{"admin":true}}]}').ok).toBe(false);
  });

  test('nested ten thousand deep is refused', () => {
    expect(parse('['.repeat(10_000) + ']'.repeat(10_000)).ok).toBe(false);
  });

  test('with trailing garbage, a BOM or invalid UTF-8 is refused', () => {
    expect(parse('{} x').ok).toBe(false);
    expect(parse('\uFEFF{}').ok).toBe(false);
    expect(parseStrictJson(new Uint8Array([0x22, 0xff, 0x22])).ok).toBe(false);
  });

  test('with a NUL or half a surrogate pair in a text is refused', () => {
    expect(parse('{"name":"a\\u0000"}').ok).toBe(false);
    expect(parse('{"name":"\\ud800"}').ok).toBe(false);
    expect(parse('{"name":"\\ud83d\\ude84"}').ok).toBe(true);
  });
});
