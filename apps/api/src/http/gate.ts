import { refuse, type Refusal } from '@interlock/domain/refusals';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendRefusal } from './problem.ts';

/** So much work of one kind at once, so much waiting for it, and the rest is refused. */
export interface Gate {
  /** A hook for before anything else is done: answers "busy" while there is no room. */
  readonly refuseWhileFull: (
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<FastifyReply | undefined>;
  /** Does the work when its turn comes, or refuses: the last room may be taken between the hook and here. */
  enter<Answer>(work: () => Promise<Answer>): Promise<Answer | Refusal>;
}

export function createGate(room: { atOnce: number; waiting: number }): Gate {
  const places = bulkhead(room.atOnce, room.waiting);
  return {
    async refuseWhileFull(request, reply) {
      if (places.executionSlots > 0 || places.queueSlots > 0) return undefined;
      return sendRefusal(request, reply, refuse('busy'));
    },
    async enter(work) {
      try {
        return await places.execute(work);
      } catch (error) {
        if (error instanceof BulkheadRejectedError) return refuse('busy');
        throw error;
      }
    },
  };
}
