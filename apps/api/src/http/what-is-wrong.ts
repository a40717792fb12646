import type { FastifyError } from 'fastify';

type Issue = NonNullable<FastifyError['validation']>[number];

/** Which part of a request is wrong, by its name there, and what is wrong with it, as one sentence. */
export function whatIsWrong(issue: Issue): { field: string; detail: string } {
  const place = issue.instancePath.slice(1).replaceAll('/', '.');
  const unknown = unknownKeysOf(issue).map((key) => (place === '' ? key : `${place}.${key}`));
  const field = unknown[0] ?? place;
  if (unknown.length > 0) return { field, detail: `Nothing here is called ${quoted(unknown)}.` };
  if (field === '') return { field, detail: 'This must be an object with named values.' };
  return { field, detail: `"${field}" ${complaintOf(issue)}.` };
}

function complaintOf({ keyword, message = '', params }: Issue): string {
  switch (keyword) {
    case 'invalid_type':
      // What was sent is told only in words: "…, received undefined".
      if (message.endsWith('received undefined')) return 'is missing';
      if (message.endsWith('received array')) return 'is given more than once, or as a list';
      return `must be of type ${String(params['expected'])}`;
    case 'too_small':
      if (params['origin'] === 'string') return 'is empty';
      if (params['inclusive'] === false) return `must be more than ${String(params['minimum'])}`;
      return `must be ${String(params['minimum'])} or more`;
    case 'too_big':
      if (params['origin'] === 'number' || params['origin'] === 'int')
        return `must be ${String(params['maximum'])} or less`;
      return `is too long: ${String(params['maximum'])} at most`;
    case 'invalid_value':
      return `must be one of ${quoted(listOf(params['values']))}`;
    default:
      return 'is not in the form asked for';
  }
}

function unknownKeysOf({ keyword, params }: Issue): string[] {
  return keyword === 'unrecognized_keys' ? listOf(params['keys']) : [];
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((one) => String(one).slice(0, 60)) : [];
}

function quoted(names: readonly string[]): string {
  return names
    .slice(0, 12)
    .map((name) => `"${name}"`)
    .join(', ');
}
