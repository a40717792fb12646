import { randomUUID } from 'node:crypto';
import fastify, { LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { getAvailability } from './availability/get/route.ts';
import { cancelBookingRoute } from './bookings/cancel/route.ts';
import { createBooking } from './bookings/create/route.ts';
import { payBooking } from './bookings/pay/route.ts';
import { readBooking } from './bookings/read/route.ts';
import { getHealth, getReady } from './health/routes.ts';
import { answerOtherMethods } from './http/allowed-methods.ts';
import { logAnswers } from './http/answer-log.ts';
import type { ApiParts, ApiServer } from './http/api-server.ts';
import { limitCallers } from './http/caller-buckets.ts';
import { answerUnreadableRequest } from './http/client-errors.ts';
import { refuseWhileClosing } from './http/closing.ts';
import { answerErrors, transportCode } from './http/error-answers.ts';
import { takeStrictJson } from './http/json-bodies.ts';
import { sendTransportProblem } from './http/problem.ts';
import { refuseRepeatedHeaders } from './http/single-headers.ts';
import { describeApi } from './openapi.ts';
import { createTraveller } from './travellers/create/route.ts';
import { listTravellersRoute } from './travellers/list/route.ts';
import { removeTravellerRoute } from './travellers/remove/route.ts';
import { receiveStripeEvent } from './webhooks/stripe/route.ts';

const bodyBytesMax = 65_536;
const requestMsMax = 15_000;
/** A connection costs memory before it asks anything. */
const connectionsMax = 10_000;

type LogLevel = 'silent' | 'error' | 'info' | 'debug';

/** The whole API over the given parts, ready to be listened to or injected into. */
export async function buildServer(
  parts: ApiParts,
  options: { log: LogLevel } = { log: 'silent' },
): Promise<ApiServer> {
  const app: ApiServer = fastify({
    logger: { level: options.log, stream: process.stderr },
    // One line per answer instead of two per request: see logAnswers.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMsMax,
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    // A logger of its own for every request is a tenth of a search; who writes a line names the request instead.
    childLoggerFactory: (logger) => logger,
    clientErrorHandler: answerUnreadableRequest,
    frameworkErrors(error, request, reply) {
      sendTransportProblem(request, reply, { code: transportCode(error) });
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.server.maxConnections = connectionsMax;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await describeApi(app);
  answerErrors(app);
  takeStrictJson(app);
  refuseWhileClosing(app);
  limitCallers(app);
  refuseRepeatedHeaders(app);
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': request.id,
    });
  });
  logAnswers(app);
  answerOtherMethods(app, (routes) => registerRoutes(routes, parts));
  await app.ready();
  return app;
}

function registerRoutes(app: ApiServer, parts: ApiParts): void {
  getAvailability(app, parts);
  listTravellersRoute(app, parts);
  createTraveller(app, parts);
  removeTravellerRoute(app, parts);
  createBooking(app, parts);
  readBooking(app, parts);
  payBooking(app, parts);
  cancelBookingRoute(app, parts);
  receiveStripeEvent(app, parts);
  getHealth(app);
  getReady(app, parts);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
