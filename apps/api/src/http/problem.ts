import { type Refusal, type RefusalCode, refusalStatus } from '@interlock/domain/refusals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusalTitle } from './refusal-title.ts';

/** What can be wrong with a request before any use case sees it, and what is wrong with us. */
export type TransportCode =
  | 'malformed-request'
  | 'not-found'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'headers-too-large'
  | 'request-timeout'
  | 'bad-signature'
  | 'closing'
  | 'internal-error';

const transportProblems: Record<TransportCode, { status: number; title: string }> = {
  'malformed-request': { status: 400, title: 'The request cannot be read.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method.' },
  'unsupported-media-type': { status: 415, title: 'Send the body as application/json.' },
  'body-too-large': { status: 413, title: 'The body is too large.' },
  'headers-too-large': { status: 431, title: 'The address and headers are too large.' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time.' },
  'bad-signature': { status: 400, title: 'The signature of this event is not valid.' },
  closing: { status: 503, title: 'This process is stopping; ask again.' },
  'internal-error': { status: 500, title: 'Something is broken on our side.' },
};

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:interlock:problem:<code>' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; programs decide by this' }),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'The path that was asked' }),
    requestId: z.string(),
    field: z.string().optional().meta({ description: 'The part of the request that is wrong' }),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export type Problem = z.infer<typeof problemSchema>;

type ProblemInput = {
  code: RefusalCode | TransportCode;
  status: number;
  title: string;
  detail?: string | undefined;
  field?: string | undefined;
  facts?: Record<string, string | number> | undefined;
};

type ProblemResponses<Status extends number> = Record<
  Status,
  { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }
>;

/** The response schemas of the given statuses, all of them problem+json. */
export function problems<Status extends number>(
  descriptions: Record<Status, string>,
): ProblemResponses<Status>;
export function problems(descriptions: Record<number, string>): ProblemResponses<number> {
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}

/** What any route with a JSON body can answer. */
export const bodyProblems = problems({
  400: 'Malformed',
  413: 'Body too large',
  415: 'Not application/json',
});

/** Answers with a refusal of the domain; its status comes from the domain's table. A sentence may say more of this one. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal & { sentence?: string },
): FastifyReply {
  return sendProblem(request, reply, {
    code: refusal.code,
    status: refusalStatus[refusal.code],
    title: refusalTitle(refusal.code),
    detail: refusal.sentence,
    field: refusal.field,
    facts: refusal.detail,
  });
}

/** Answers with a problem of the transport itself. */
export function sendTransportProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: { code: TransportCode; detail?: string; field?: string },
): FastifyReply {
  return sendProblem(request, reply, { ...transportProblems[problem.code], ...problem });
}

/** The same body for answers written before Fastify has a request, such as an unreadable HTTP head. */
export function transportProblemBody(
  code: TransportCode,
  place: { instance: string; requestId: string },
): Problem {
  return problemBody({ code, ...transportProblems[code] }, place);
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  input: ProblemInput,
): FastifyReply {
  const instance = request.url.split('?')[0] ?? request.url;
  // A part that is away is usually back within seconds; programs are told so instead of guessing.
  if (input.status === 503) reply.header('retry-after', '2');
  if (input.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(input.status)
    .type('application/problem+json')
    .serializer((body: Problem) => JSON.stringify(body))
    .send(problemBody(input, { instance: instance.slice(0, 200), requestId: request.id }));
}

function problemBody(input: ProblemInput, place: { instance: string; requestId: string }): Problem {
  return {
    type: `urn:interlock:problem:${input.code}`,
    title: input.title,
    status: input.status,
    code: input.code,
    ...(input.detail === undefined ? {} : { detail: input.detail }),
    instance: place.instance,
    requestId: place.requestId,
    ...(input.field === undefined ? {} : { field: input.field }),
    ...(input.facts === undefined ? {} : { facts: input.facts }),
  };
}
