import { createHmac } from 'node:crypto';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { BookingId } from '@interlock/domain/ids';

interface Event {
  readonly type: string;
  readonly data: { readonly object: { readonly metadata?: { readonly booking?: string } } };
}

/** Sends every payment event of the booking again, signed, last first; answers the statuses. */
export async function resendEvents(of: {
  network: InterlockNetwork;
  booking: BookingId;
  times: number;
}): Promise<number[]> {
  const { network, booking, times } = of;
  const headers = { authorization: `Bearer ${network.secrets.stripeSecretKey}` };
  const listed = await fetch(`${network.sandboxUrl}/v1/events?limit=100`, { headers });
  const { data } = (await listed.json()) as { data: Event[] };
  // The list begins with the newest.
  const events = data.filter((event) => event.data.object.metadata?.booking === booking);
  const statuses: number[] = [];
  for (const event of Array.from({ length: times }, () => events).flat()) {
    statuses.push(await send(network, JSON.stringify(event)));
  }
  return statuses;
}

async function send({ apiUrl, secrets }: InterlockNetwork, body: string): Promise<number> {
  const at = Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', secrets.stripeWebhookSecret)
    .update(`${at}.${body}`)
    .digest('hex');
  const response = await fetch(new URL('/webhooks/stripe', apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${mac}` },
    body,
  });
  return response.status;
}
