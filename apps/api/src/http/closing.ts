import type { ApiServer } from './api-server.ts';
import { sendTransportProblem } from './problem.ts';

/** Once the process stops, requests in flight are answered and new ones on open connections are sent elsewhere. */
export function refuseWhileClosing(app: ApiServer): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (closing) sendTransportProblem(request, reply, { code: 'closing' });
    else done();
  });
}
