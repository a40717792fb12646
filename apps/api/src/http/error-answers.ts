import { refuse, type Refusal } from '@interlock/domain/refusals';
import { refusalOfFault } from '@interlock/use-cases/refusal-of-fault';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ApiServer } from './api-server.ts';
import { sendRefusal, sendTransportProblem, type TransportCode } from './problem.ts';
import { whatIsWrong } from './what-is-wrong.ts';

const transportCodeOf: Record<string, TransportCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};

/** The transport's code for an error Fastify raised with a 4xx status. */
export function transportCode(error: FastifyError): TransportCode {
  return transportCodeOf[error.code] ?? 'malformed-request';
}

/** Every error becomes problem+json: the asker's mistake 4xx, a part away 503, our own fault 500 and a log line. */
export function answerErrors(app: ApiServer): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    sendTransportProblem(request, reply, { code: 'not-found' }),
  );
}

function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) return answerInvalid(error, request, reply);
  const refusal = refusalIfAway(error);
  if (refusal !== null) {
    request.log.warn({ reqId: request.id, err: error, code: refusal.code }, 'a part is away');
    return sendRefusal(request, reply, refusal);
  }
  if (isAskersMistake(error)) {
    return sendTransportProblem(request, reply, {
      code: transportCode(error),
      detail: error.message,
    });
  }
  request.log.error({ reqId: request.id, err: error }, 'request failed');
  return sendTransportProblem(request, reply, { code: 'internal-error' });
}

/** Only Fastify's word and our own parser's count: other libraries put statuses of their own on their errors. */
function isAskersMistake({
  code,
  statusCode = 500,
}: {
  code?: string;
  statusCode?: number;
}): boolean {
  return code !== undefined && code.startsWith('FST_') && statusCode < 500;
}

type ValidationError = Pick<FastifyError, 'message' | 'validation' | 'validationContext'>;

/**
 * A request of the wrong shape (an unknown key, anything odd in address or headers) is malformed: 400. A body of the
 * right shape with a value that cannot be is invalid input: 422, with the field.
 */
function answerInvalid(
  error: ValidationError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const issue = error.validation?.[0];
  if (issue === undefined)
    return sendTransportProblem(request, reply, { code: 'malformed-request' });
  const { field, detail } = whatIsWrong(issue);
  // The one header a route demands has a code of its own: programs must see at once what to send.
  if (field === 'idempotency-key')
    return sendRefusal(request, reply, refuse('key-missing', { field }));
  const malformed = issue.keyword === 'unrecognized_keys' || error.validationContext !== 'body';
  if (malformed)
    return sendTransportProblem(request, reply, { code: 'malformed-request', detail, field });
  return sendRefusal(request, reply, { ...refuse('invalid-input', { field }), sentence: detail });
}

function refusalIfAway(error: unknown): Refusal | null {
  try {
    return refusalOfFault(error);
  } catch {
    return null;
  }
}
