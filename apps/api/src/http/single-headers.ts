import type { ApiServer } from './api-server.ts';
import { sendTransportProblem } from './problem.ts';

const onlyOnce = new Set(['authorization', 'content-type', 'idempotency-key', 'stripe-signature']);

/** Node keeps the first or joins all when such a header comes twice; both would hide who decides. Refused instead. */
export function refuseRepeatedHeaders(app: ApiServer): void {
  app.addHook('onRequest', (request, reply, done) => {
    const field = repeatedIn(request.raw.rawHeaders);
    if (field === null) {
      done();
      return;
    }
    sendTransportProblem(request, reply, {
      code: 'malformed-request',
      detail: 'This header may come only once.',
      field,
    });
  });
}

/** Names stand at the even places. Most requests have none of these headers, and every request is looked at. */
function repeatedIn(rawHeaders: readonly string[]): string | null {
  let seen: string[] | null = null;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!onlyOnce.has(name)) continue;
    if (seen?.includes(name)) return name;
    seen = [...(seen ?? []), name];
  }
  return null;
}
