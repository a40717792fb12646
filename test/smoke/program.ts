import { randomUUID } from 'node:crypto';

/** What of the answers the smoke run reads; the API's own document describes all of it. */
export interface Offer {
  runId: number;
  number: string;
  from: { position: number; departsAt: string | null };
  to: { position: number };
  classes: { seatClass: string; availability: { state: string; count?: number } }[];
  asOf: string | null;
}

export interface Booking {
  reference: string;
  state: string;
  phase: string;
  money: string;
  declined: boolean;
  payBy: string | null;
  expiresAt: string | null;
  priceFen: number;
  passengers: {
    coach: number;
    row: number;
    letter: string;
    ticketId: string | null;
    qr: string | null;
  }[];
}

export interface Program {
  search(trip: { from: string; to: string; date: string }): Promise<Offer[]>;
  addTraveller(input: { name: string; document: string }): Promise<string>;
  hold(input: {
    offer: Offer;
    seatClass: string;
    travellerIds: string[];
    contact: string;
  }): Promise<Booking>;
  payPage(reference: string): Promise<string>;
  read(reference: string): Promise<Booking>;
}

const askMs = 15_000;

/** A partner's program with its own account: speaks the public API and nothing else. */
export function programWith({ apiUrl, token }: { apiUrl: string; token: string }): Program {
  async function ask<Answer>(request: {
    method?: string;
    path: string;
    body?: object;
    key?: string;
  }): Promise<Answer> {
    const response = await fetch(new URL(request.path, apiUrl), {
      method: request.method ?? 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: AbortSignal.timeout(askMs),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${request.method ?? 'GET'} ${request.path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  }

  return {
    async search(trip) {
      const answer = await ask<{ trains: Offer[] }>({
        path: `/availability?${new URLSearchParams(trip)}`,
      });
      return answer.trains;
    },
    async addTraveller({ name, document }) {
      const body = { name, documentType: 'resident-id', document, type: 'adult' };
      const answer = await ask<{ travellerId: string }>({
        method: 'POST',
        path: '/travellers',
        body,
      });
      return answer.travellerId;
    },
    hold({ offer, seatClass, travellerIds, contact }) {
      const body = {
        runId: offer.runId,
        from: offer.from.position,
        to: offer.to.position,
        class: seatClass,
        passengers: travellerIds.map((travellerId) => ({ travellerId, type: 'adult' })),
        language: 'en',
        contact: { email: contact },
      };
      return ask<Booking>({ method: 'POST', path: '/bookings', body, key: randomUUID() });
    },
    async payPage(reference) {
      const path = `/bookings/${reference}/payment`;
      const answer = await ask<{ url: string }>({ method: 'POST', path });
      return answer.url;
    },
    read: (reference) => ask<Booking>({ path: `/bookings/${reference}` }),
  };
}
