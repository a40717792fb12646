import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

/**
 * A log line for each request that failed, none for the others: two lines per request, Fastify's habit, cost more
 * than answering a search. At level `debug` every request is logged, see buildServer.
 */
export class FailedRequestsLog extends LogController {
  override incomingRequest(): void {
    // Told once, when its outcome is known.
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    if (error || reply.statusCode >= 400) super.requestCompleted(error, request, reply);
  }
}
