import type { ApiServer } from './api-server.ts';
import { sendTransportProblem } from './problem.ts';

const onlyOnce = new Set(['authorization', 'content-type', 'idempotency-key', 'stripe-signature']);

/** Node keeps the first or joins all when such a header comes twice; both would hide who decides. Refused instead. */
export function refuseRepeatedHeaders(app: ApiServer): void {
  app.addHook('onRequest', async (request, reply) => {
    const seen = new Set<string>();
    for (const [index, text] of request.raw.rawHeaders.entries()) {
      const name = text.toLowerCase();
      if (index % 2 === 1 || !onlyOnce.has(name)) continue;
      if (seen.has(name)) {
        return sendTransportProblem(request, reply, {
          code: 'malformed-request',
          detail: 'This header may come only once.',
          field: name,
        });
      }
      seen.add(name);
    }
    return undefined;
  });
}
