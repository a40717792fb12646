import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';

function leaves(node: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else for (const [inner, text] of leaves(value, here)) found.set(inner, text);
  }
  return found;
}

function argumentsOf(elements: MessageFormatElement[]): Set<string> {
  const names = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    names.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) {
        for (const name of argumentsOf(option.value)) names.add(name);
      }
    }
  }
  return names;
}

/** The names of values that some message treats as a number. */
function numbersIn(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.number) return [element.value];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inner = Object.values(element.options).flatMap((option) => numbersIn(option.value));
    return element.type === TYPE.plural ? [element.value, ...inner] : inner;
  });
}

/** Whether a number stands right before a word in the plural, or one word before it. */
function hasPlainPlural(elements: MessageFormatElement[], numeric: Set<string>): boolean {
  return elements.some((element, at) => {
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      return Object.values(element.options).some((option) => hasPlainPlural(option.value, numeric));
    }
    const isNumber =
      element.type === TYPE.number ||
      (element.type === TYPE.argument && numeric.has(element.value));
    const next = elements[at + 1];
    if (!isNumber || next?.type !== TYPE.literal) return false;
    return /^\s(?:[a-z]+\s)?[a-z]+s\b/.test(next.value);
  });
}

describe('the two catalogues', () => {
  const en = leaves(catalogues.en);
  const zh = leaves(catalogues.zh);

  it('have exactly the same keys', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('ask for the same values in every message', () => {
    const different = [...en].filter(([key, text]) => {
      const other = zh.get(key) ?? '';
      return (
        [...argumentsOf(parse(text))].sort().join() !== [...argumentsOf(parse(other))].sort().join()
      );
    });
    expect(different).toEqual([]);
  });

  it('have no empty message and no half-width comma between Chinese characters', () => {
    expect([...en, ...zh].filter(([, text]) => text.trim() === '')).toEqual([]);
    expect([...zh].filter(([, text]) => /\p{Script=Han},\s?\p{Script=Han}/u.test(text))).toEqual(
      [],
    );
  });

  it('put no number before a plain plural: English says 1 minute and 2 minutes', () => {
    const numeric = new Set([...en.values()].flatMap((text) => numbersIn(parse(text))));
    const plain = [...en].filter(([, text]) => hasPlainPlural(parse(text), numeric));
    expect(plain).toEqual([]);
    // The rule itself sees what it is for.
    const samples = [
      '{n, number} minutes',
      'at most {n} more seats',
      '{n, plural, other {x {n} days}}',
      '{n, number} left. Seats are held',
    ];
    const seen = samples.map((text) => hasPlainPlural(parse(text), new Set(['n'])));
    expect(seen).toEqual([true, true, true, false]);
  });

  it('keep passengers, documents and addresses out of mail subjects', () => {
    for (const [key, text] of [...en, ...zh]) {
      if (!key.endsWith('.subject')) continue;
      expect(['reference', '']).toContain([...argumentsOf(parse(text))].join(' '));
    }
  });
});
