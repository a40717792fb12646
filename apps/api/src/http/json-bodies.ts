import type { ApiServer } from './api-server.ts';
import { parseStrictJson } from './strict-json.ts';

class MalformedBody extends Error {
  readonly statusCode = 400;
  readonly code = 'FST_MALFORMED_BODY';
}

/** Bodies are strict JSON or refused; nothing else is taken, text/plain included. */
export function takeStrictJson(app: ApiServer): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    const parsed = parseStrictJson(Buffer.from(body));
    if (parsed.ok) done(null, parsed.value);
    else done(new MalformedBody(parsed.why));
  });
}
