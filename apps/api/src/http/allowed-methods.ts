import type { ApiServer } from './api-server.ts';
import { sendTransportProblem } from './problem.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Adds 405 with `Allow` for every other method of the addresses that `register` adds. */
export function answerOtherMethods(app: ApiServer, register: (app: ApiServer) => void): void {
  const allowed = new Map<string, Set<string>>();
  app.addHook('onRoute', (route) => {
    const taken = allowed.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) taken.add(method);
    if (taken.has('GET')) taken.add('HEAD');
    allowed.set(route.url, taken);
  });
  register(app);
  for (const [url, taken] of allowed) {
    const allow = [...taken].join(', ');
    app.route({
      method: methods.filter((method) => !taken.has(method)),
      url,
      schema: { hide: true },
      onRequest: async (request, reply) =>
        sendTransportProblem(request, reply.header('allow', allow), { code: 'method-not-allowed' }),
      handler: async () => undefined,
    });
  }
}
