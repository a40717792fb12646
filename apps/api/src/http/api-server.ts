import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UseCaseContext } from '@interlock/use-cases/context';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiUseCases } from '../use-cases.ts';

export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** State of the parts behind this process, by name. */
export type PartStates = Record<string, 'up' | 'away'>;

/** Everything the routes are given; composition.ts makes it for the real process, tests make their own. */
export interface ApiParts {
  context: UseCaseContext;
  useCases: ApiUseCases;
  /** Asks every part once; never throws. */
  partStates: () => Promise<PartStates>;
}
