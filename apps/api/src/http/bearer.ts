import type { Actor } from '@interlock/domain/permissions';
import { refuse } from '@interlock/domain/refusals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiParts } from './api-server.ts';
import { sendRefusal } from './problem.ts';

const bearer = /^bearer +([A-Za-z0-9._~+/=-]{16,256})$/i;
const actors = new WeakMap<FastifyRequest, Actor>();

/** Who asks: the account of the bearer token that `requireToken` accepted, else anonymous. */
export function actorOf(request: FastifyRequest): Actor {
  return actors.get(request) ?? { kind: 'anonymous' };
}

/** A hook for routes that act for an account, run before the body is read; answers 401 without a valid token. */
export function requireToken({ context, useCases }: ApiParts) {
  return async function checkToken(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> {
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    const actor = token === undefined ? null : await useCases.authenticateToken(context, token);
    if (actor === null) return sendRefusal(request, reply, refuse('not-signed-in'));
    actors.set(request, actor);
    return undefined;
  };
}
