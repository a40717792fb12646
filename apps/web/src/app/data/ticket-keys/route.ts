import { publicTicketKeys } from '@interlock/use-cases/tickets/public-keys';
import { context } from '../../../composition.ts';

/** The keys that check tickets, for every gate. */
export function GET(): Response {
  return Response.json(
    { keys: publicTicketKeys(context()) },
    {
      headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
    },
  );
}
