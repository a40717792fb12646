export type ParsedJson = { ok: true; value: unknown } | { ok: false; why: string };

const depthMax = 16;

const keyEnd = /\s*:/y;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A JSON body as a value, or why it is none. Stricter than JSON.parse: no invalid UTF-8, no BOM, no key twice in
 * one object, no `__proto__`, no nesting deeper than 16, no text with a NUL or half a surrogate pair (neither can be
 * stored).
 */
export function parseStrictJson(body: Uint8Array): ParsedJson {
  let text: string;
  let value: unknown;
  try {
    text = decoder.decode(body);
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: 'The body is not valid JSON.' };
  }
  const why = complaintAbout(text);
  return why === null ? { ok: true, value } : { ok: false, why };
}

/** Walks text already known to be valid JSON, so a string can only be a key or a value and brackets match. */
function complaintAbout(text: string): string | null {
  const keysByDepth: (Set<string> | null)[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '"') {
      const end = endOfString(text, index);
      const why = complaintAboutString(text, { start: index, end }, keysByDepth.at(-1) ?? null);
      if (why !== null) return why;
      index = end;
    } else {
      if (character === '{') keysByDepth.push(new Set());
      if (character === '[') keysByDepth.push(null);
      if (character === '}' || character === ']') keysByDepth.pop();
      if (keysByDepth.length > depthMax) return `The body is nested deeper than ${depthMax}.`;
      index += 1;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}

function complaintAboutString(
  text: string,
  place: { start: number; end: number },
  keys: Set<string> | null,
): string | null {
  const word = String(JSON.parse(text.slice(place.start, place.end)));
  if (word.includes('\0') || /\p{Surrogate}/u.test(word))
    return 'The body holds a character that cannot be stored.';
  keyEnd.lastIndex = place.end;
  if (keys === null || !keyEnd.test(text)) return null;
  if (word === '__proto__') return 'The body has a key that is not allowed.';
  if (keys.has(word)) return 'The body has the same key twice.';
  keys.add(word);
  return null;
}
