import { isRefusal, refusalStatus } from '@interlock/domain/refusals';
import { checkTicket } from '@interlock/use-cases/tickets/check-ticket';
import { actorOf, signedInIfKnown } from '../../../auth/actor.ts';
import { checkTicketWait } from '../../../auth/limits.ts';
import { isSameOrigin } from '../../../auth/same-origin.ts';
import { context } from '../../../composition.ts';

const headers = { 'cache-control': 'no-store' };
const bytesMax = 4_000;

/** What the railway says about a ticket's code, for the gate page. The code travels in the body, never in an address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ code: 'not-allowed' }, 403);
  const wait = await checkTicketWait();
  if (wait > 0) {
    return Response.json(
      { code: 'too-many-requests' },
      { status: 429, headers: { ...headers, 'retry-after': String(wait) } },
    );
  }
  if (Number(request.headers.get('content-length') ?? bytesMax) >= bytesMax) {
    return answer({ kind: 'checked', verdict: 'not-a-ticket', facts: null, holder: null }, 200);
  }
  const text = await request.text();
  const actor = actorOf(await signedInIfKnown());
  const checked = await checkTicket(context(), actor, { text });
  if (isRefusal(checked)) return answer({ code: checked.code }, refusalStatus[checked.code]);
  return answer(checked, 200);
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers });
}
