import { refuse } from '@interlock/domain/refusals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ApiServer } from './api-server.ts';
import { sendRefusal } from './problem.ts';

/** What one caller may ask per second for ever, and on top of it in any ten seconds. */
const perSecond = 50;
const burst = { points: 100, seconds: 10 };
/** Longer than any token: such a header is nobody's, and as a key it would fill the memory. */
const callerLengthMax = 300;

/**
 * A bucket of requests for every caller, by bearer token as it was sent: nothing is looked up for a refused one. Requests
 * without a token are not counted here; what needs one refuses them at once.
 */
export function limitCallers(app: ApiServer): void {
  const buckets = new BurstyRateLimiter(
    new RateLimiterMemory({ points: perSecond, duration: 1 }),
    new RateLimiterMemory({ points: burst.points, duration: burst.seconds, keyPrefix: 'burst' }),
  );

  async function refuseTooMany(
    caller: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    try {
      await buckets.consume(caller);
      return false;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      sendRefusal(
        request,
        reply.header('retry-after', String(seconds)),
        refuse('too-many-requests'),
      );
      return true;
    }
  }

  app.addHook('onRequest', (request, reply, done) => {
    const caller = request.headers.authorization;
    if (caller === undefined || caller.length > callerLengthMax) {
      done();
      return;
    }
    refuseTooMany(caller, request, reply).then((isRefused) => {
      if (!isRefused) done();
    }, done);
  });
}
