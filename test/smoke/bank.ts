export interface BankFault {
  readonly kind: string;
  readonly operation?: string;
  readonly booking?: string;
  readonly type?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly amount?: number;
  readonly currency?: string;
  readonly times?: number;
}

export interface Bank {
  /** Presses "Pay" on the hosted page, as a browser's form would. */
  pay(pageUrl: string): Promise<void>;
  /** Makes the bank misbehave from now on, `count` times or until told otherwise. */
  misbehave(fault: BankFault): Promise<void>;
  behave(): Promise<void>;
  /** What became of the money of a hosted page, by the bank's own books. */
  books(pageUrl: string): Promise<{ status: string; receivedFen: number; refundedFen: number }>;
}

/** The payment sandbox seen from outside: its hosted page, its switches and, with the merchant's key, its books. */
export function bankAt({ sandboxUrl, secretKey }: { sandboxUrl: string; secretKey: string }): Bank {
  async function read<Answer>(path: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${secretKey}` };
    const response = await fetch(new URL(path, sandboxUrl), { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async function switchFaults(method: 'POST' | 'DELETE', fault?: object): Promise<void> {
    const response = await fetch(new URL('/sandbox/faults', sandboxUrl), {
      method,
      ...(fault === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) }),
    });
    if (!response.ok) throw new Error(`${method} /sandbox/faults: ${response.status}`);
  }

  return {
    async pay(pageUrl) {
      const response = await fetch(pageUrl, {
        method: 'POST',
        body: new URLSearchParams({ action: 'pay', card: 'accepted' }),
        redirect: 'manual',
      });
      if (response.status !== 303) throw new Error(`the hosted page answered ${response.status}`);
    },
    misbehave: (fault) => switchFaults('POST', fault),
    behave: () => switchFaults('DELETE'),
    async books(pageUrl) {
      const sessionId = new URL(pageUrl).pathname.split('/').at(-1);
      const session = await read<{ payment_intent: string }>(`/v1/checkout/sessions/${sessionId}`);
      const id = session.payment_intent;
      const intent = await read<{ status: string; amount_received: number }>(
        `/v1/payment_intents/${id}`,
      );
      const refunds = await read<{ data: { amount: number }[] }>(
        `/v1/refunds?payment_intent=${id}`,
      );
      const refundedFen = refunds.data.reduce((sum, refund) => sum + refund.amount, 0);
      return { status: intent.status, receivedFen: intent.amount_received, refundedFen };
    },
  };
}
