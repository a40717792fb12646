import type { ApiServer } from './api-server.ts';

/** In a rush these are most of the answers; they are counted, not listed. */
const counted = new Set([429, 503]);
/** Searches are most of all answers, and writing a line costs as much as answering one. */
const searches = '/availability';
const tellEveryMs = 5000;

/** One line per answer; searches, and what was refused for want of room, only as numbers every few seconds. */
export function logAnswers(app: ApiServer): void {
  const unlisted = new Map<number, number>();
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    if (counted.has(statusCode) || (statusCode === 200 && request.routeOptions.url === searches)) {
      unlisted.set(statusCode, (unlisted.get(statusCode) ?? 0) + 1);
    } else {
      const { id, method, url } = request;
      const ms = Math.round(reply.elapsedTime);
      request.log.info({ reqId: id, method, url, status: statusCode, ms }, 'answered');
    }
    done();
  });
  const timer = setInterval(() => {
    for (const [status, count] of unlisted) {
      if (status === 200) app.log.info({ count }, 'searches answered');
      else app.log.warn({ status, count }, 'refused');
    }
    unlisted.clear();
  }, tellEveryMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
